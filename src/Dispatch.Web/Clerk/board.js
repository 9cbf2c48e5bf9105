// Draws the list of orders anew when the service says that something has happened. Nothing else on the page is touched,
// and who was on a line by keyboard stays on it.
const board = document.getElementById('board');
const said = document.getElementById('news');
let drawing = false;
let again = false;

async function draw() {
  if (drawing) { again = true; return; }
  drawing = true;
  do {
    again = false;
    try {
      const answer = await fetch(board.dataset.address, { redirect: 'error' });
      if (!answer.ok) throw new Error(answer.status);
      const at = document.activeElement?.closest('#board') ? document.activeElement.id : null;
      board.innerHTML = await answer.text();
      if (at) document.getElementById(at)?.focus({ preventScroll: true });
      said.textContent = '';
    } catch {
      said.textContent = board.dataset.lost;
    }
  } while (again);
  drawing = false;
}

// An order that has left for another station is not the station's news any more.
setInterval(draw, 60000);
const news = new EventSource(board.dataset.news);
news.onmessage = draw;
news.onerror = () => { said.textContent = board.dataset.lost; };
