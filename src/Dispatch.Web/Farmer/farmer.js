'use strict';
// Only helps: without it every page does the same by itself.

const longestSide = 1600;
const quality = 0.8;

/** A camera's photo has four times the pixels that anybody looks at, and the network in a field is slow. What can't be redrawn is sent as it is. */
async function smaller(photo) {
  try {
    const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' });
    const scale = longestSide / Math.max(picture.width, picture.height);
    return scale < 1 ? await redrawn(picture, scale, photo.name) : photo;
  } catch {
    return photo;
  }
}

async function redrawn(picture, scale, name) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const jpeg = await new Promise((done, fail) => canvas.toBlob(blob => blob ? done(blob) : fail(), 'image/jpeg', quality));
  return new File([jpeg], name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' });
}

/** One after another: a phone has no memory for five of them at once. */
async function allSmaller(photos) {
  const chosen = new DataTransfer();
  for (const photo of photos) chosen.items.add(await smaller(photo));
  return chosen.files;
}

/** Photos are redrawn as soon as they are chosen; who sends them before that waits for it. */
function shrink(field) {
  let turn = 0;
  let redrawing = null;
  field.addEventListener('change', () => {
    const mine = ++turn;
    redrawing = allSmaller([...field.files])
      .then(files => { if (mine === turn) field.files = files; })
      .catch(() => {})
      .finally(() => { if (mine === turn) redrawing = null; });
  });
  field.form.addEventListener('submit', async event => {
    if (!redrawing) return;
    event.preventDefault();
    while (redrawing) await redrawing;
    // As if it were pressed again: somebody else may have to do with it as well.
    if (field.form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))) field.form.submit();
  });
}

/** Says where the phone is, if the farmer wants it to. */
function offerPlace(button) {
  const group = button.closest('[role=group]');
  const status = group.querySelector('[role=status]');
  button.hidden = false;
  button.addEventListener('click', () => {
    status.textContent = button.dataset.seeking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        group.querySelector('[name=place]').value = `${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)}`;
        status.textContent = button.dataset.found;
      },
      () => { status.textContent = button.dataset.failed; },
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 });
  });
}

document.querySelectorAll('input[data-shrink]').forEach(shrink);
if (navigator.geolocation) document.querySelectorAll('button[data-found]').forEach(offerPlace);
