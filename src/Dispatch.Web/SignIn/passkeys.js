'use strict';
// A passkey needs a script by its nature; without one its form stays hidden, and passwords do.

const form = document.querySelector('form[data-passkey]');

if (form && window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  form.hidden = false;
  document.querySelector('[data-without-passkeys]')?.remove();
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const said = form.querySelector('[role=alert]');
    said.hidden = true;
    try {
      form.elements.credential.value = await shown();
      form.submit();
    } catch {
      said.hidden = false;
    }
  });
}

/** What the authenticator says, as JSON; nothing where the service has something against it, which it says when the form is sent. */
async function shown() {
  const answer = await fetch(form.dataset.options, { method: 'POST', body: new FormData(form) });
  if (!answer.ok) return '';
  const options = await answer.json();
  return JSON.stringify(form.dataset.passkey === 'new'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
}
