// What the pages do in the browser: count clocks down, draw charts, keys, the menu. Everything works without it except
// charts and live change.
(() => {
  "use strict";

  // ---- clocks: the server says the due instant and its own time; the difference of the two machines is taken out
  const served = Number(document.documentElement.dataset.now || Date.now());
  const skew = served - Date.now(), french = document.documentElement.lang === "fr";
  const words = (ms, day) => {
    const negative = ms < 0, s = Math.floor(Math.abs(ms) / 1000), sign = negative ? "−" : "";
    const d = Math.floor(s / 86400), h = Math.floor(s % 86400 / 3600), m = Math.floor(s % 3600 / 60), two = n => String(n).padStart(2, "0");
    if (d) return `${sign}${d} ${day} ${h} h`;
    if (h) return `${sign}${h} h ${two(m)} min`;
    if (m) return `${sign}${m} min ${two(s % 60)} s`;
    return `${sign}${s} s`;
  };
  const tick = () => {
    const now = Date.now() + skew, day = french ? "j" : "d", overdue = french ? "retard " : "late by ";
    document.querySelectorAll("[data-since]").forEach(e => { e.textContent = words(now - Number(e.dataset.since), day); });
    document.querySelectorAll("[data-until]").forEach(e => {
      const left = Number(e.dataset.until) - now;
      e.textContent = left < 0 ? overdue + words(-left, day) : words(left, day);
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
    const fr = french, heading = box.closest("section")?.querySelector("[data-chart-title]");
    if (heading) heading.textContent = title;
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", title);
    const zone = box.dataset.zone || "UTC";
    const part = (s, o) => new Intl.DateTimeFormat(fr ? "fr-FR" : "en-GB", { timeZone: zone, ...o }).format(new Date(s * 1000));
    const number = v => v == null ? "–" : human(v, unit, fr);
    // A curve is told from the others by its stroke as well as by its colour.
    const colours = ["--accent", "--critical", "--warning", "--info"], strokes = [[], [6, 3], [2, 3], [10, 3, 2, 3]];
    // The day is written where it begins, so that 03:00 is never a riddle.
    const hours = (u, at) => at.map((s, i) => {
      const day = part(s, { day: "2-digit", month: "2-digit" });
      if (u.scales.x.max - u.scales.x.min > 2 * 86400) return day;
      const before = i && part(at[i - 1], { day: "2-digit", month: "2-digit" });
      return part(s, { hour: "2-digit", minute: "2-digit" }) + (day === before ? "" : "\n" + day);
    });
    const plot = new window.uPlot({
      width: Math.max(box.clientWidth, 240), height: 190, title: undefined,
      cursor: { sync: { key: "vigie" } },
      scales: { x: { time: true }, y: { range: (u, lo, hi) => [Math.min(0, lo ?? 0), (hi ?? 0) > 0 ? hi * 1.1 : 1] } },
      axes: [
        { stroke: css("--ink-soft"), grid: { stroke: css("--line"), width: 1 }, ticks: { show: false }, size: 42, values: hours },
        { stroke: css("--ink-soft"), grid: { stroke: css("--line"), width: 1 }, ticks: { show: false }, size: 72, values: (u, at) => at.map(number) }
      ],
      series: [{ value: (u, s) => s == null ? "–" : part(s, { dateStyle: "short", timeStyle: "medium" }), label: fr ? "Heure" : "Time" },
        ...series.map((s, i) => ({ label: s.label, stroke: css(colours[i % colours.length]), dash: strokes[Math.floor(i / colours.length) % strokes.length], width: 1.8, spanGaps: false, points: { show: s.values.filter(v => v != null).length < 40, size: 4 }, value: (u, v) => number(v) }))]
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
    if (unit === "days") return f(v) + (fr ? " j" : " d");
    return f(v, 2);
  };
  const charts = root => root.querySelectorAll("[data-chart]").forEach(draw);

  // ---- keys; one box in the account page switches them off, for this browser
  const keysOff = () => localStorage.getItem("vigie.keys") === "off";
  const typing = e => e.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]") || e.ctrlKey || e.metaKey || e.altKey;
  const rows = () => [...document.querySelectorAll("[data-row]")];
  let chosen = null, prefix = "";
  const mark = () => rows().forEach(row => row.classList.toggle("selected", row === chosen));
  const choose = step => {
    const all = rows(); if (!all.length) return;
    const at = all.indexOf(chosen);
    chosen = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + step))];
    mark();
    chosen.querySelector("a")?.focus({ preventScroll: true });
    chosen.scrollIntoView({ block: "nearest" });
    preview(chosen);
  };
  // Where there is room, the chosen row is shown beside the list; holding a key down asks for the last one only,
  // and what was asked before is given up (hx-sync of the pane).
  let asked = 0;
  const preview = row => {
    const pane = document.querySelector("[data-preview]"), link = row.querySelector("a.title");
    if (!pane || !link || getComputedStyle(pane).display === "none") return false;
    clearTimeout(asked);
    asked = setTimeout(() => window.htmx.ajax("GET", link.getAttribute("href") + "/preview", { source: pane, target: pane, swap: "innerHTML" })?.catch(() => {}), 120);
    return true;
  };
  const press = key => {
    const one = document.querySelector(`[data-press="${CSS.escape(key)}"]`);
    if (!one) return false;
    if (one.matches("textarea, input, select")) { one.focus(); one.scrollIntoView({ block: "center" }); } else one.click();
    return true;
  };
  // The page's own filter, or else the box that looks for everything; on a narrow screen that one is in the menu.
  const go = box => {
    if (!box) return openPalette();
    const menu = !box.offsetParent && document.querySelector("[data-menu][aria-expanded=false]");
    if (menu) menu.click();
    box.focus(); box.select();
  };
  const find = () => go(document.querySelector("[data-find]")), search = () => go(document.querySelector("main [data-search]") || document.querySelector("[data-find]"));
  document.addEventListener("keydown", e => {
    if ((e.ctrlKey || e.metaKey) && e.key === "k" && document.getElementById("palette")) { e.preventDefault(); openPalette(); return; }
    if ((e.ctrlKey || e.metaKey) && e.key === "Enter" && e.target.matches("textarea")) { e.preventDefault(); e.target.form.requestSubmit(); return; }
    if (keysOff() || typing(e) || document.querySelector("dialog[open]")) return;
    if (prefix === "g") {
      prefix = "";
      const link = document.querySelector(`.side nav a[data-key="${CSS.escape(e.key)}"]`);
      if (link) { e.preventDefault(); location.href = link.href; }
      return;
    }
    const actions = { j: () => choose(1), k: () => choose(-1), "/": search, s: find, "?": () => document.getElementById("keys")?.showModal(),
      g: () => { prefix = "g"; setTimeout(() => { prefix = ""; }, 1500); } };
    if (actions[e.key]) { e.preventDefault(); actions[e.key](); } else if (e.key.length === 1 && press(e.key)) e.preventDefault();
  });

  // ---- the palette: go to a page, do what the page offers, look for a ticket or an asset
  const commands = said => {
    const box = document.getElementById("palette"), word = said.trim(), wanted = word.toLowerCase(), list = [];
    const add = (text, kind, run) => list.push({ text, kind, run });
    if (/^#?\d+$/.test(word)) add(`${box.dataset.ticket} #${word.replace("#", "")}`, box.dataset.goes, () => { location.href = "/tickets/" + word.replace("#", ""); });
    // The page may have been renewed between the offer and the choice: then the button is another one of the same words.
    const deeds = () => [...document.querySelectorAll(".main .head .actions :is(a, button)")], label = one => one.textContent.trim();
    deeds().forEach(one => { const text = label(one); add(text, box.dataset.deed, () => (one.isConnected ? one : deeds().find(other => label(other) === text))?.click()); });
    document.querySelectorAll(".side nav a").forEach(one => add(one.dataset.name, box.dataset.goes, () => { location.href = one.href; }));
    const found = list.filter(one => one.text.toLowerCase().includes(wanted) || /^#?\d+$/.test(word));
    if (word) [["/search?q=", box.dataset.everything], ["/tickets?show=all&q=", box.dataset.tickets], ["/assets?q=", box.dataset.assets]].forEach(([where, text]) =>
      found.push({ text: `${text} « ${word} »`, kind: box.dataset.looks, run: () => { location.href = where + encodeURIComponent(word); } }));
    return found.slice(0, 12);
  };
  let offered = [], pick = 0;
  const offer = () => {
    const box = document.getElementById("palette"), list = box.querySelector("ul");
    offered = commands(box.querySelector("input").value);
    pick = Math.max(0, Math.min(offered.length - 1, pick));
    list.replaceChildren(...offered.map((one, i) => {
      const li = document.createElement("li"), text = document.createElement("span"), kind = document.createElement("span");
      li.id = "palette-" + i; li.role = "option"; li.setAttribute("aria-selected", String(i === pick));
      text.textContent = one.text; kind.textContent = one.kind; kind.className = "soft small";
      li.append(text, kind); li.addEventListener("click", () => { box.close(); one.run(); });
      return li;
    }));
    box.querySelector("input").setAttribute("aria-activedescendant", offered.length ? "palette-" + pick : "");
  };
  const openPalette = () => {
    const box = document.getElementById("palette"); if (!box || box.open) return;
    box.querySelector("input").value = ""; pick = 0; box.showModal(); offer();
  };
  document.addEventListener("input", e => { if (e.target.closest("#palette")) { pick = 0; offer(); } });
  document.getElementById("palette")?.addEventListener("keydown", e => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step) { e.preventDefault(); pick += step; offer(); document.getElementById("palette-" + pick)?.scrollIntoView({ block: "nearest" }); }
    if (e.key === "Enter" && offered[pick]) { e.preventDefault(); e.currentTarget.close(); offered[pick].run(); }
  });

  document.addEventListener("click", e => {
    const menu = e.target.closest("[data-menu]");
    if (menu) { const open = document.querySelector(".side").classList.toggle("open"); menu.setAttribute("aria-expanded", String(open)); }
    const opener = e.target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open)?.showModal();
    const closer = e.target.closest("[data-close]");
    if (closer) closer.closest("dialog")?.close();
    if (e.target.closest("[data-palette]")) openPalette();
    const row = !e.target.closest("a, button, input, label") && e.target.closest("[data-row]");
    if (row && preview(row)) { chosen = row; mark(); }
    if (e.target.closest("[data-back]") && history.length > 1) { e.preventDefault(); history.back(); }
  });
  document.addEventListener("change", e => { if (e.target.matches("[data-submit]")) e.target.form.requestSubmit(); });
  // ---- a choice that asks for a reason: the option says so, and the field must then be filled
  document.addEventListener("change", e => {
    if (!e.target.matches("select[data-asks]")) return;
    document.getElementById(e.target.dataset.asks).required = e.target.selectedOptions[0].hasAttribute("data-ask");
  });

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
  // Where the answer was left: a field without the focus does not always remember.
  let left = null;
  document.addEventListener("focusout", e => { if (e.target.id === "text" && !document.querySelector("dialog[open]")) left = [e.target.selectionStart, e.target.selectionEnd]; });
  // ---- texts that are written again and again: "::" in an answer, or the button, offers them; one is put where the cursor is
  document.addEventListener("input", e => {
    const area = e.target, box = document.getElementById("texts-offered");
    if (!box || area.id !== "text" || keysOff() || !area.value.slice(0, area.selectionStart).endsWith("::")) return;
    const at = area.selectionStart;
    area.setRangeText("", at - 2, at, "end");
    left = [at - 2, at - 2];
    box.showModal();
    box.querySelector("input").focus();
  });
  document.addEventListener("click", e => {
    const text = e.target.closest("[data-insert]")?.dataset.insert, area = document.getElementById("text");
    if (text === undefined || !area) return;
    e.target.closest("dialog")?.close();
    area.focus();
    const [from, to] = left || [area.value.length, area.value.length];
    area.setRangeText(text, from, to, "end");
    left = [from + text.length, from + text.length];
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // ---- what is typed is never lost: a draft stays in this tab until a page says that it was taken
  const drafts = () => {
    // Taken is what comes back from its own form; not what comes from a refusal or from the sign-in page.
    const from = document.referrer ? new URL(document.referrer).pathname : "";
    const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    // A page that says what was taken ends the drafts of the form that asked for it.
    const taken = document.querySelector("[data-taken]")?.dataset.taken;
    if (taken) Object.keys(sessionStorage).filter(key => key.startsWith(`vigie.draft ${taken} `)).forEach(key => sessionStorage.removeItem(key));
    document.querySelectorAll("[data-draft]").forEach(area => {
      const key = "vigie.draft " + location.pathname + " " + area.name, sent = key + " sent";
      if (sessionStorage.getItem(sent) && !back && from === location.pathname) sessionStorage.removeItem(key);
      sessionStorage.removeItem(sent);
      if (!area.value && sessionStorage.getItem(key)) area.value = sessionStorage.getItem(key);
      area.addEventListener("input", () => { if (area.value) sessionStorage.setItem(key, area.value); else sessionStorage.removeItem(key); });
      area.form.addEventListener("submit", () => sessionStorage.setItem(sent, "1"));
    });
  };

  // ---- live: the page says when it no longer hears, and asks again for everything when it hears again
  let lost = false;
  const hears = yes => {
    document.body.classList.toggle("live-lost", !yes);
    document.querySelectorAll(".live-dot").forEach(dot => { dot.textContent = yes ? dot.dataset.on : dot.dataset.off; });
  };
  document.addEventListener("htmx:sseError", () => { lost = true; hears(false); });
  document.addEventListener("htmx:sseOpen", () => {
    hears(true);
    if (lost) { lost = false; document.querySelectorAll("[data-live]").forEach(e => window.htmx.trigger(e, "refresh")); }
  });

  // A part that is renewed keeps the reader's place: the focused link is found again, and nothing is renewed under
  // somebody's fingers or with an answer that does not hold it.
  let held = null;
  document.addEventListener("htmx:beforeSwap", e => {
    const part = e.detail.target, active = document.activeElement;
    if (!part?.id || !part.matches("[data-live]")) return;
    const typed = part.contains(active) && active.matches("input, textarea, select");
    if (typed || part.querySelector("dialog[open], details[open]") || !e.detail.serverResponse.includes(`id="${part.id}"`)) { e.detail.shouldSwap = false; return; }
    const same = active.getAttribute("href");
    held = part.contains(active) && active !== part ? { part: part.id, href: same, id: active.id, nth: [...part.querySelectorAll("a, button")].filter(one => one.getAttribute("href") === same).indexOf(active) } : null;
    chosen = chosen?.id ? chosen.id : chosen;
  });
  const restore = () => {
    if (typeof chosen === "string") chosen = document.getElementById(chosen);
    else if (chosen && !chosen.isConnected) chosen = null;
    mark();
    if (!held) return;
    const part = document.getElementById(held.part), alike = [...(part?.querySelectorAll("a, button") || [])].filter(one => one.getAttribute("href") === held.href);
    ((held.id && document.getElementById(held.id)) || alike[held.nth] || alike[0])?.focus({ preventScroll: true });
    held = null;
  };
  document.addEventListener("htmx:afterSwap", () => { tick(); charts(document); restore(); });
  document.addEventListener("DOMContentLoaded", () => {
    tick(); charts(document); drafts();
    const box = document.querySelector("[data-keys-box]");
    if (box) { box.checked = !keysOff(); box.addEventListener("change", () => localStorage.setItem("vigie.keys", box.checked ? "on" : "off")); }
  });
})();
