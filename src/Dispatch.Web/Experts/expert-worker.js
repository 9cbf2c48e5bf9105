'use strict';
// Works for the expert's pages: shows the kept ones where there is no network, keeps what is written there, and sends it
// when there is a network again, in the order in which it was written. No page touches what is kept but through this.

const home = '/expert';
const own = /^\/expert(\/\d{11})?$/;
const patience = 5000;
const longest = 3 * 24 * 60 * 60 * 1000;
const sent = [];
const seen = new Set();
let sending = null;
let turn = Promise.resolve();
let signedOut = false;
let cleared = 0;

// ---- Pages

/** As it was kept, marked so that it says from when it is; nothing that is older than three days. */
async function copyOf(path) {
  const copies = await caches.open('expert');
  const copy = await copies.match(path);
  if (!copy) return null;
  if (Date.now() - Date.parse(copy.headers.get('date')) > longest) { await copies.delete(path); return null; }
  const html = await copy.text();
  return new Response(html.replace('<html ', '<html class="kept" '), { headers: copy.headers });
}

async function fresh(request, path) {
  const before = cleared;
  const answer = await fetch(request);
  if (answer.ok && own.test(path) && before === cleared) {
    await (await caches.open('expert')).put(path, answer.clone());
    seen.add(path);
  }
  return answer;
}

/** The page as it is; as it was kept, where the network fails or is too slow. */
async function page(path, asked) {
  const copy = await copyOf(path);
  if (copy) asked = Promise.race([asked, new Promise((_, late) => setTimeout(late, patience))]);
  return asked.catch(async () => copy || await copyOf(home) || Response.error());
}

async function part(request) {
  const copies = await caches.open('expert');
  const known = await copies.match(request.url);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await copies.put(request.url, answer.clone());
  return answer;
}

/** These and no others from now on. */
async function keepPages({ pages, parts }) {
  const copies = await caches.open('expert');
  const wanted = new Set([...pages, ...parts]);
  for (const request of await copies.keys()) if (!wanted.has(request.url)) await copies.delete(request);
  for (const address of pages) await keepPage(copies, address);
  for (const address of parts) if (!await copies.match(address)) await renew(copies, address);
}

/** One that has just come through here is as it is. */
async function keepPage(copies, address) {
  if (!seen.delete(new URL(address, location).pathname)) await renew(copies, address);
}

/** Not what was asked for before somebody signed out. */
async function renew(copies, address) {
  const before = cleared;
  const answer = await fetch(address, { redirect: 'manual' });
  if (answer.ok && before === cleared) await copies.put(address, answer);
}

// ---- What is unsent

function store(mode, act) {
  return new Promise((done, fail) => {
    const opening = indexedDB.open('expert', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('unsent', { keyPath: 'n', autoIncrement: true });
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const work = db.transaction('unsent', mode, { durability: 'strict' });
      const asked = act(work.objectStore('unsent'));
      work.oncomplete = () => { db.close(); done(asked.result); };
      work.onabort = work.onerror = () => { db.close(); fail(work.error); };
    };
  });
}

const all = () => store('readonly', unsent => unsent.getAll());

async function tell() {
  for (const window of await clients.matchAll({ type: 'window', includeUncontrolled: true })) window.postMessage('changed');
}

/** One after another, and never two at once: a report comes after its check-in. What can't be sent holds up its own order alone. */
function send() {
  turn = turn.catch(() => {}).then(sendAll).finally(() => { sending = null; return tell(); });
  return turn;
}

async function sendAll() {
  if (!(await all()).some(one => !one.why)) return;
  const door = await fetch('/expert/token', { redirect: 'manual' });
  signedOut = door.status === 401;
  if (!door.ok) return;
  const { whose, form } = await door.json();
  const stuck = new Set();
  for (const one of await all()) if (!one.why && one.whose === whose && !stuck.has(one.tracking)) await sendOne(one, form).catch(() => stuck.add(one.tracking));
  if (stuck.size > 0) throw new Error('Not everything could be sent now.');
}

async function sendOne(one, form) {
  const before = cleared;
  sending = one.n;
  await tell();
  const body = new FormData();
  for (const [name, value] of one.fields) body.append(name, value);
  body.append('csrf', form);
  const answer = await fetch(one.to, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'manual' });
  const said = (answer.headers.get('content-type') || '').startsWith('application/json') ? await answer.json() : null;
  if (!said) throw new Error(`Not now: ${answer.status}`);
  if (before !== cleared) return;
  if (said.done) await gone(one);
  else await store('readwrite', unsent => unsent.put({ ...one, why: said.why }));
}

async function gone(one) {
  await store('readwrite', unsent => unsent.delete(one.n));
  sent.push({ ...one, fields: [], typed: [] });
  const copies = await caches.open('expert');
  for (const path of [home, new URL(one.to, location).pathname]) await renew(copies, path).catch(() => {});
}

// ---- What pages ask

const answers = {
  list: async () => ({ items: [...sent, ...await all()].map(one => ({ ...one, fields: one.why ? one.fields : one.fields.filter(([, value]) => typeof value === 'string'), state: state(one) })), signedOut }),
  keep: async ({ item }) => {
    const n = await store('readwrite', unsent => unsent.add(item));
    if (registration.sync) await registration.sync.register('send').catch(() => {});
    return n;
  },
  drop: async ({ n }) => { await store('readwrite', unsent => unsent.delete(n)); },
  send: () => send().catch(() => {}),
  pages: question => keepPages(question).catch(() => {}),
  page: async ({ page }) => { if (own.test(page)) await keepPage(await caches.open('expert'), page).catch(() => {}); },
  clear: async () => { cleared++; await store('readwrite', unsent => unsent.clear()); await caches.delete('expert'); sent.length = 0; },
};

function state(one) {
  return sent.includes(one) ? 'sent' : one.why ? 'refused' : one.n === sending ? 'sending' : 'saved';
}

addEventListener('message', event => {
  const answered = answers[event.data.say](event.data).then(answer => event.ports[0].postMessage({ answer }), () => event.ports[0].postMessage({ failed: true }));
  event.waitUntil(answered);
});

addEventListener('sync', event => event.waitUntil(send()));
addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));

addEventListener('fetch', event => {
  const { request } = event;
  const { origin, pathname, searchParams } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') {
    const asked = fresh(request, pathname);
    event.waitUntil(asked.catch(() => {}));
    event.respondWith(page(pathname, asked));
  } else if (searchParams.has('v')) event.respondWith(part(request));
});
