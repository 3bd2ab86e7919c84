// The end of a connect pop-up: tells the page that opened it, and nobody else, what came of it.
(function () {
  'use strict';
  const main = document.querySelector('main');
  const origin = main.dataset.origin;
  const message = JSON.parse(main.dataset.message);
  const close = main.querySelector('button');
  const opened = window.opener && !window.opener.closed;
  let told = !opened || !origin;

  function tell() {
    if (!told) {
      told = true;
      window.opener.postMessage(message, origin);
    }
  }

  if (opened) {
    close.hidden = false;
    close.addEventListener('click', function () {
      tell();
      window.close();
    });
  }
  if (message.type === 'valence:connected') {
    tell();
    if (opened) window.close();
  } else {
    // Who tries again is not done yet; who leaves is.
    const again = main.querySelector('a');
    let leaving = true;
    if (again) again.addEventListener('click', function () { leaving = false; });
    window.addEventListener('pagehide', function () { if (leaving) tell(); });
  }
})();
