"use strict";
/* The real map of a figure, fetched when somebody asks for it; the tiles above stay its equivalent. */
{
  const wait = element => new Promise((done, fail) => { element.onload = done; element.onerror = fail; document.head.append(element); });
  async function leaflet(place) {
    if (window.L) return;
    await Promise.all([
      wait(Object.assign(document.createElement("link"), {rel: "stylesheet", href: place.dataset.css})),
      wait(Object.assign(document.createElement("script"), {src: place.dataset.library})),
    ]);
  }
  const colour = step => getComputedStyle(document.documentElement).getPropertyValue(`--step-${step}`).trim();
  const look = area => ({color: colour("edge") || "#4A5A5E", weight: 1, fillColor: colour(area.properties.step) || "#E3DDD0", fillOpacity: 0.85});
  function words({name, value}) {
    const line = document.createElement("span");
    line.textContent = `${name} ${value || "—"}`;
    return line;
  }
  async function draw(place) {
    const [areas] = await Promise.all([fetch(place.dataset.areas, {credentials: "same-origin"}).then(answer => answer.json()), leaflet(place)]);
    const map = L.map(place, {scrollWheelZoom: false, zoomSnap: 0.25, attributionControl: Boolean(place.dataset.credit)});
    if (place.dataset.tiles) L.tileLayer(place.dataset.tiles, {attribution: place.dataset.credit}).addTo(map);
    else if (place.dataset.credit) map.attributionControl.addAttribution(place.dataset.credit);
    const drawn = L.geoJSON(areas, {
      style: look,
      onEachFeature(area, layer) {
        layer.bindTooltip(words(area.properties), {sticky: true});
        layer.on("click", () => location.assign(area.properties.href));
        layer.on("mouseover", () => layer.setStyle({weight: 3}));
        layer.on("mouseout", () => drawn.resetStyle(layer));
      },
    }).addTo(map);
    if (drawn.getLayers().length) map.fitBounds(drawn.getBounds(), {padding: [8, 8]});
  }
  document.addEventListener("click", async event => {
    const button = event.target.closest("[data-draws]");
    if (!button) return;
    const place = document.getElementById(button.dataset.draws);
    place.hidden = false;
    button.disabled = true;
    try { await draw(place); button.closest("p").hidden = true; } catch { place.hidden = true; button.disabled = false; window.gongfu.say(button.dataset.failed, "warning"); }
  });
}
