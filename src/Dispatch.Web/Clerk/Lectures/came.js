// Draws those who came anew every few seconds, but not under the hands of who is among them. What holds the lecture is to
// hold it with the number that is read.
const came = document.getElementById('came');

setInterval(async () => {
  if (document.hidden || came.contains(document.activeElement)) return;
  const answer = await fetch(came.dataset.address, { redirect: 'error' }).catch(() => null);
  if (!answer?.ok) return;
  came.innerHTML = await answer.text();
  const counted = document.querySelector('[name=counted]');
  if (counted) counted.value = came.querySelector('[data-count]').dataset.count;
}, 5000);
