// What the pages do in the browser: count clocks down, draw charts, keys, the menu. Everything works without it except
// charts and live change.
(() => {
  "use strict";

  // ---- clocks: the server says the due instant and its own time; the difference of the two machines is taken out
  const served = Number(document.documentElement.dataset.now || Date.now());
  const skew = served - Date.now();
  const words = (ms, day) => {
    const negative = ms < 0, s = Math.floor(Math.abs(ms) / 1000), sign = negative ? "−" : "";
    const d = Math.floor(s / 86400), h = Math.floor(s % 86400 / 3600), m = Math.floor(s % 3600 / 60), two = n => String(n).padStart(2, "0");
    if (d) return `${sign}${d} ${day} ${h} h`;
    if (h) return `${sign}${h} h ${two(m)} min`;
    if (m) return `${sign}${m} min ${two(s % 60)} s`;
    return `${sign}${s} s`;
  };
  const tick = () => {
    const now = Date.now() + skew, day = document.documentElement.lang === "fr" ? "j" : "d";
    document.querySelectorAll("[data-since]").forEach(e => { e.textContent = words(now - Number(e.dataset.since), day); });
    document.querySelectorAll("[data-until]").forEach(e => {
      const left = Number(e.dataset.until) - now;
      e.textContent = words(left, day);
      e.classList.toggle("late", left < 0);
    });
  };
  setInterval(tick, 1000);

  // ---- charts: gaps stay gaps (null is never bridged)
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const draw = async box => {
    if (box.dataset.drawn || !window.uPlot) return;
    box.dataset.drawn = "1";
    const answer = await fetch(box.dataset.chart, { headers: { Accept: "application/json" } });
    if (!answer.ok) { box.textContent = box.dataset.failed || ""; return; }
    const { times, series, unit, title } = await answer.json();
    const fr = document.documentElement.lang === "fr";
    const zone = box.dataset.zone || "UTC";
    const part = (s, o) => new Intl.DateTimeFormat(fr ? "fr-FR" : "en-GB", { timeZone: zone, ...o }).format(new Date(s * 1000));
    const number = v => v == null ? "–" : human(v, unit, fr);
    const colours = ["--accent", "--critical", "--warning", "--info"];
    const plot = new window.uPlot({
      width: Math.max(box.clientWidth, 240), height: 190, title: undefined,
      cursor: { sync: { key: "vigie" } },
      scales: { x: { time: true }, y: { range: (u, lo, hi) => [Math.min(0, lo ?? 0), (hi ?? 0) > 0 ? hi * 1.1 : 1] } },
      axes: [
        { stroke: css("--ink-soft"), grid: { stroke: css("--line"), width: 1 }, ticks: { show: false },
          values: (u, at) => at.map(s => (u.scales.x.max - u.scales.x.min) > 2 * 86400 ? part(s, { day: "2-digit", month: "2-digit" }) : part(s, { hour: "2-digit", minute: "2-digit" })) },
        { stroke: css("--ink-soft"), grid: { stroke: css("--line"), width: 1 }, ticks: { show: false }, size: 64, values: (u, at) => at.map(number) }
      ],
      series: [{ value: (u, s) => s == null ? "–" : part(s, { dateStyle: "short", timeStyle: "medium" }), label: fr ? "Heure" : "Time" },
        ...series.map((s, i) => ({ label: s.label, stroke: css(colours[i % colours.length]), width: 1.6, spanGaps: false, points: { show: s.values.filter(v => v != null).length < 40, size: 4 }, value: (u, v) => number(v) }))]
    }, [times, ...series.map(s => s.values)], box);
    new ResizeObserver(() => plot.setSize({ width: Math.max(box.clientWidth, 240), height: 190 })).observe(box);
  };
  const human = (v, unit, fr) => {
    const f = (x, d = 1) => x.toLocaleString(fr ? "fr-FR" : "en-GB", { maximumFractionDigits: d });
    if (unit === "seconds") return Math.abs(v) < 1 ? f(v * 1000) + " ms" : f(v, 2) + " s";
    if (unit === "ratio") return f(v * 100) + " %";
    if (unit === "bytes" || unit === "bytes_per_second") {
      const names = fr ? ["o", "Kio", "Mio", "Gio", "Tio"] : ["B", "KiB", "MiB", "GiB", "TiB"];
      let i = 0; while (Math.abs(v) >= 1024 && i < 4) { v /= 1024; i++; }
      return f(v) + " " + names[i] + (unit === "bytes_per_second" ? "/s" : "");
    }
    return f(v, 2);
  };
  const charts = root => root.querySelectorAll("[data-chart]").forEach(draw);

  // ---- keys; all can be switched off in the account page
  const keysOff = () => document.body.dataset.keys === "off";
  const typing = e => e.target.closest("input, textarea, select, [contenteditable]") || e.ctrlKey || e.metaKey || e.altKey;
  const rows = () => [...document.querySelectorAll("[data-row]")];
  let at = -1, prefix = "";
  const choose = step => {
    const all = rows(); if (!all.length) return;
    at = Math.max(0, Math.min(all.length - 1, at + step));
    all.forEach((row, i) => row.classList.toggle("selected", i === at));
    const link = all[at].querySelector("a"); if (link) { link.focus({ preventScroll: true }); all[at].scrollIntoView({ block: "nearest" }); }
  };
  document.addEventListener("keydown", e => {
    if (keysOff() || typing(e)) return;
    if (prefix === "g") {
      prefix = "";
      const link = document.querySelector(`.side nav a[data-key="${CSS.escape(e.key)}"]`);
      if (link) { e.preventDefault(); location.href = link.href; }
      return;
    }
    const actions = { j: () => choose(1), k: () => choose(-1), "/": () => document.querySelector("[data-search]")?.focus(),
      g: () => { prefix = "g"; setTimeout(() => { prefix = ""; }, 1200); }, "?": () => document.getElementById("keys")?.showModal(),
      t: () => document.querySelector("[data-key-take]")?.click(), a: () => document.querySelector("[data-key-ack]")?.click(), r: () => document.querySelector("[data-key-reply]")?.focus() };
    if (actions[e.key]) { e.preventDefault(); actions[e.key](); }
  });

  document.addEventListener("click", e => {
    const menu = e.target.closest("[data-menu]");
    if (menu) { const open = document.querySelector(".side").classList.toggle("open"); menu.setAttribute("aria-expanded", String(open)); }
    const opener = e.target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open)?.showModal();
    const closer = e.target.closest("[data-close]");
    if (closer) closer.closest("dialog")?.close();
  });
  document.addEventListener("change", e => { if (e.target.matches("[data-submit]")) e.target.form.requestSubmit(); });

  // ---- forms: what was refused or overtaken is read first; Escape goes to "Cancel" and loses nothing
  document.addEventListener("DOMContentLoaded", () => {
    const first = document.querySelector("main [data-focus]");
    if (first) { first.focus({ preventScroll: true }); first.scrollIntoView({ block: "nearest" }); }
  });
  document.addEventListener("keydown", e => {
    const cancel = e.key === "Escape" && !document.querySelector("dialog[open]") && document.querySelector("main [data-cancel]");
    if (cancel) { e.preventDefault(); cancel.focus(); }
  });
  document.addEventListener("click", e => {
    const link = e.target.closest(".note.critical a[href^='#f-']");
    const input = link && document.getElementById(link.hash.slice(1));
    if (input) { e.preventDefault(); input.closest("details")?.setAttribute("open", ""); input.focus(); input.scrollIntoView({ block: "center" }); }
  });

  // ---- live: the page says when it no longer hears, and asks again for everything when it hears again
  let lost = false;
  document.addEventListener("htmx:sseError", () => { lost = true; document.body.classList.add("live-lost"); });
  document.addEventListener("htmx:sseOpen", () => {
    document.body.classList.remove("live-lost");
    if (lost) { lost = false; document.querySelectorAll("[data-live]").forEach(e => window.htmx.trigger(e, "refresh")); }
  });
  document.addEventListener("htmx:afterSwap", e => { tick(); charts(document); if (at >= 0) { const all = rows(); all[at]?.classList.add("selected"); } });
  document.addEventListener("DOMContentLoaded", () => { tick(); charts(document); });
})();
