/* Says where Python is: starting, ready, gone. A dead kernel must never look alive. */
(() => {
  const POLL_MS = 5000;
  const START_LIMIT_MS = 90000;
  const WORDS = {
    ready: "Python is ready. Move a control and the picture answers.",
    gone: "Python has stopped, so the controls no longer answer. Reload the page to start it again. Your settings on this page start over.",
    late: "Python has not started. Reload the page to try again, or read the other chapters: they need no Python.",
  };
  const started = Date.now();
  const banner = document.getElementById("sij-kernel");
  const words = document.getElementById("sij-kernel-words");
  const reload = document.getElementById("sij-kernel-reload");
  reload.addEventListener("click", () => location.reload());

  function show(state, text) {
    if (banner.dataset.state === state) return;
    banner.dataset.state = state;
    words.setAttribute("role", state === "gone" ? "alert" : "status");
    words.textContent = text;
    reload.hidden = state !== "gone";
  }

  // The page comes in pieces: this one may still be half there.
  function config() {
    try {
      return JSON.parse(document.getElementById("jupyter-config-data").textContent);
    } catch {
      return null;
    }
  }

  function kernelAddress() {
    const { baseUrl, kernelId } = config() ?? {};
    return kernelId ? new URL(`${baseUrl}api/kernels/${kernelId}`, location.origin).href : null;
  }

  const connected = () => document.querySelector("#sij-cells .jupyter-widgets, #sij-cells .jp-OutputArea-output");
  const idle = () => window.sijCellsDone && (connected() || !document.querySelector("script[type='application/vnd.voila.cell-output+json']"));

  // A kernel that died and was restarted answers again but has forgotten the page.
  let listener = null;
  function listen(address) {
    if (listener) return;
    listener = new WebSocket(`${address.replace(/^http/, "ws")}/channels`);
    listener.addEventListener("message", ({ data }) => {
      if (typeof data !== "string") return;
      const told = JSON.parse(data);
      const state = told.header?.msg_type === "status" && told.content.execution_state;
      if (state === "restarting" || state === "dead") show("gone", WORDS.gone);
    });
  }

  async function look() {
    const address = kernelAddress();
    if (address) {
      listen(address);
      await ask(address);
    }
    if (banner.dataset.state === "starting" && Date.now() - started > START_LIMIT_MS) show("gone", WORDS.late);
  }

  async function ask(address) {
    try {
      const answer = await fetch(address, { cache: "no-store", credentials: "same-origin" });
      const dead = answer.status === 404 || (answer.ok && (await answer.json()).execution_state === "dead");
      if (dead) show("gone", WORDS.gone);
      else if (answer.ok && banner.dataset.state !== "gone" && idle()) show("ready", WORDS.ready);
    } catch {
      show("gone", WORDS.gone);
    }
  }

  async function watch() {
    await look();
    const wait = banner.dataset.state === "starting" ? 300 : POLL_MS;
    if (banner.dataset.state !== "gone") setTimeout(watch, wait);
  }
  window.voila_heartbeat = () => {};
  window.voila_process = () => {};
  window.voila_finish = () => { window.sijCellsDone = true; };
  window.display_cells = window.voila_finish;
  watch();
})();
