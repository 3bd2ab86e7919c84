/** Asking again and again, while somebody looks. */

const offline = document.getElementById('offline');

/**
 * Does the work now and then again after each pause, unless the page is hidden.
 *
 * `again()` does it at once and answers when it is done; `stop()` ends it.
 */
export function poll(milliseconds, work) {
  let timer;
  let stopped = false;

  async function again() {
    clearTimeout(timer);
    try {
      await work();
      offline.hidden = true;
    } catch (problem) {
      offline.textContent = problem.message;
      offline.hidden = stopped;
    }
    clearTimeout(timer);
    if (!stopped && !document.hidden) {
      timer = setTimeout(again, milliseconds);
    }
  }

  function onVisible() {
    if (!document.hidden) {
      again();
    }
  }

  document.addEventListener('visibilitychange', onVisible);
  again();
  return {
    again,
    stop() {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    },
  };
}

export function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
