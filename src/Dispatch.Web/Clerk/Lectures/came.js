// Asks every few seconds how many have come, and draws them anew when that has changed; but not under the hands of who is
// among them. What holds the lecture is to hold it with the number that is read. The first one brings the forms with them.
const came = document.getElementById('came');

async function ask(address) {
  const answer = await fetch(address, { redirect: 'error' }).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html').body : null;
}

const count = place => place?.querySelector('[data-count]').dataset.count;

if (came.dataset.count) setInterval(async () => {
  if (document.hidden || came.contains(document.activeElement)) return;
  const now = count(await ask(came.dataset.count));
  if (!now || now === count(came)) return;
  if (count(came) === '0' && came.dataset.address !== came.dataset.count && ![...document.querySelectorAll('input[type=text], input[type=tel], textarea')].some(field => field.value !== field.defaultValue)) { location.reload(); return; }
  const list = await ask(came.dataset.address);
  if (!list) return;
  came.replaceChildren(...list.childNodes);
  const counted = document.querySelector('[name=counted]');
  if (counted) counted.value = count(came);
}, 5000);
