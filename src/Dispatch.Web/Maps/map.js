// Draws places onto a map: towns as circles with their number, and stations, experts and orders as spots, those near each
// other as one. What is shown follows the boxes beside the map; a spot says in a popup what it is and where it leads.
const Near = 44;
const Listed = 8;
const Wide = 76;
const High = 38;

for (const holder of document.querySelectorAll('.map')) draw(holder);

async function draw(holder) {
  const words = holder.dataset;
  const status = document.getElementById(`${holder.id}-status`);
  let places;
  try {
    const answer = await fetch(words.places, { redirect: 'error' });
    if (!answer.ok) throw new Error(answer.status);
    places = await answer.json();
  } catch {
    status.textContent = words.lost;
    return;
  }
  holder.hidden = false;
  const map = L.map(holder, { zoomControl: false, minZoom: 5, maxZoom: 18, fadeAnimation: false, zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (words.tiles) L.tileLayer(words.tiles, { maxZoom: 18, attribution: escaped(words.attribution) }).addTo(map);
  const all = [...places.towns, ...places.points].map(one => one.at);
  if (all.length > 0) map.fitBounds(L.latLngBounds(all).pad(.05), { maxZoom: 13 });
  else map.setView([40.76, 107.39], 9);
  const circles = L.layerGroup().addTo(map);
  const spots = new Map();
  const boxes = document.getElementById(`${holder.id}-layers`);
  const redraw = () => showSpots(map, places.points.filter(point => isShown(boxes, point)), spots, words);
  const recount = () => showTowns(map, circles, places.towns, chosen(boxes), words);
  // Leaflet hears keys only while the map itself has the focus, and not what is told on it.
  holder.addEventListener('keydown', key => { if (key.key === 'Escape') map.closePopup(); });
  map.on('moveend', redraw);
  map.on('zoomend', recount);
  if (boxes) {
    boxes.hidden = false;
    boxes.addEventListener('change', () => { map.closePopup(); recount(); redraw(); });
  }
  recount();
  redraw();
  holder.dataset.drawn = '';
}

function isShown(boxes, point) {
  return !boxes || boxes.querySelector(`[name=layer][value=${point.kind}]`).checked;
}

function chosen(boxes) {
  return boxes?.querySelector('[name=towns]:checked')?.value ?? '';
}

function showTowns(map, circles, towns, number, words) {
  circles.clearLayers();
  const countOf = town => town.numbers.find(one => one.of === number)?.count;
  const most = Math.max(1, ...towns.map(town => countOf(town) ?? 0));
  const labelled = [];
  for (const town of [...towns].sort((one, other) => (countOf(other) ?? 0) - (countOf(one) ?? 0))) {
    const count = countOf(town);
    if (count > 0) L.circleMarker(town.at, { radius: 10 + 30 * Math.sqrt(count / most), className: `count ${number}`, interactive: false }).addTo(circles);
    const at = map.project(town.at, map.getZoom());
    // A name that would lie on another's is written when there is room for it: nearer by.
    if (labelled.some(other => Math.abs(other.x - at.x) < Wide && Math.abs(other.y - at.y) < High)) continue;
    labelled.push(at);
    const label = element('span', 'town', count > 0 ? [element('b', '', [count])] : [], [element('span', '', [town.name])]);
    const spoken = count === undefined ? town.name : `${town.name} ${count}`;
    spot(map, town.at, label, spoken, () => [element('strong', '', [town.name]), ...town.numbers.map(one => element('p', '', [`${one.name} `, link(one.link, one.count)]))], words).addTo(circles);
  }
}

function showSpots(map, points, spots, words) {
  const here = grouped(map, points);
  for (const [key, marker] of spots) if (!here.has(key)) { marker.remove(); spots.delete(key); }
  for (const [key, group] of here) if (!spots.has(key)) spots.set(key, spotOf(map, group, words).addTo(map));
}

// Only what can be seen, and so few that each can be hit: with thousands of orders there are as many spots as fit.
function grouped(map, points) {
  const [seen, zoom, groups] = [map.getBounds().pad(.1), map.getZoom(), new Map()];
  for (const point of points) {
    if (!seen.contains(point.at)) continue;
    const { x, y } = map.project(point.at, zoom);
    const cell = `${point.layer} ${Math.floor(x / Near)} ${Math.floor(y / Near)}`;
    if (!groups.has(cell)) groups.set(cell, []);
    groups.get(cell).push(point);
  }
  return new Map([...groups].map(([cell, group]) => [`${zoom} ${cell} ${group.map(one => one.name)}`, group]));
}

function spotOf(map, group, words) {
  const first = group.reduce((most, one) => one.rank < most.rank ? one : most);
  const badge = first.badge ? group.map(one => one.badge).join('·') : group.length > 1 ? group.length : null;
  const face = element('span', `spot ${first.kind}`, [shape(first.kind)], badge ? [element('b', '', [badge])] : []);
  const spoken = group.length > 1 ? `${words[first.layer]} ${group.length}` : `${first.name} ${first.says}`;
  const middle = [0, 1].map(axis => group.reduce((sum, one) => sum + one.at[axis], 0) / group.length);
  return spot(map, middle, face, spoken, () => listed(group, words), words);
}

function listed(group, words) {
  const lines = group.slice(0, Listed).map(one => element('li', '', [shape(one.kind), ' ', one.link ? link(one.link, one.name) : one.name, ' ', one.says]));
  const more = group.length > Listed ? [element('p', '', [words.more.replace('{0}', group.length - Listed)])] : [];
  return [element('ul', 'spots', lines), ...more];
}

function spot(map, at, face, spoken, says, words) {
  const marker = L.marker(at, { icon: L.divIcon({ html: face, className: 'mark-on-map', iconSize: [28, 28] }), title: spoken, riseOnHover: true });
  const open = () => {
    const popup = L.popup({ maxWidth: 260, autoPanPadding: [10, 10] }).setLatLng(at).setContent(element('div', 'told', says())).openOn(map);
    popup.getElement().querySelector('.leaflet-popup-close-button').setAttribute('aria-label', words.close);
    popup.getElement().querySelector('.told a')?.focus({ preventScroll: true });
    popup.on('remove', () => { if (popup.getElement().contains(document.activeElement)) (marker.getElement() ?? map.getContainer()).focus({ preventScroll: true }); });
  };
  return marker.on('click', open).on('keydown', key => { if (key.originalEvent.key === 'Enter') open(); });
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.flat());
  return made;
}

function shape(kind) {
  const drawn = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  drawn.setAttribute('class', `shape ${kind}`);
  drawn.setAttribute('aria-hidden', 'true');
  drawn.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'use')).setAttribute('href', `#shape-${kind}`);
  return drawn;
}

function link(to, text) {
  const made = element('a', '', [text]);
  made.href = to;
  return made;
}

function escaped(text) {
  return element('i', '', [text ?? '']).innerHTML;
}
