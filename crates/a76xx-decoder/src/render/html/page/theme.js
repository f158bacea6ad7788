// Light and dark: as the system has it, or as chosen.
const Theme = (() => {
  const { by } = Dom;
  const ORDER = ["system", "light", "dark"];
  let now = "system";

  function set(theme) {
    now = theme;
    document.documentElement.style.colorScheme = theme === "system" ? "" : theme;
    document.documentElement.dataset.theme = theme;
    by("theme").textContent = `Theme: ${theme}`;
    try { localStorage.setItem("a76xx-theme", theme); } catch { /* Pages from files may have no memory. */ }
  }

  function start() {
    let kept = null;
    try { kept = localStorage.getItem("a76xx-theme"); } catch { /* As above. */ }
    set(ORDER.includes(kept) ? kept : "system");
    by("theme").addEventListener("click", next);
  }

  function next() {
    set(ORDER[(ORDER.indexOf(now) + 1) % ORDER.length]);
  }

  return { start, next };
})();
