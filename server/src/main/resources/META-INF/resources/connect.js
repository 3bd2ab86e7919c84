/*
 * Valence's connect button for your own page.
 *
 *   <script src="https://valence.example/connect.js"></script>
 *   <button data-valence-connect data-session-url="/my/backend/session">Connect</button>
 *
 * Your backend answers a POST to that address with what POST /elements/api-v2/connect/sessions gave it: {token, url, ...}.
 * The button gets the events valence:connected, valence:denied, valence:failed and valence:closed; their detail has
 * instanceId, elementKey and name, or message. Or in your own code:
 *
 *   Valence.connect({ token, onConnected, onDenied, onFailed, onClosed })
 *   Valence.connect({ session: () => fetch(...).then(r => r.json()), onConnected })
 */
(function () {
  'use strict';
  const base = new URL(document.currentScript.src).origin;
  const TYPES = { 'valence:connected': 'onConnected', 'valence:denied': 'onDenied', 'valence:failed': 'onFailed' };

  function popUp() {
    const width = 520;
    const height = 720;
    const left = Math.max(0, window.screenX + (window.outerWidth - width) / 2);
    const top = Math.max(0, window.screenY + (window.outerHeight - height) / 2);
    // Opened in the click itself, before anything is waited for, or browsers would block it.
    return window.open('about:blank', '', 'popup,width=' + width + ',height=' + height + ',left=' + left + ',top=' + top);
  }

  function connect(options) {
    const page = popUp();
    let token = options.token;
    let over = false;
    let lookAgain = 0;

    function call(name, detail) {
      if (typeof options[name] === 'function') options[name](detail);
    }

    function end(name, detail) {
      if (over) return;
      over = true;
      window.removeEventListener('message', hear);
      window.clearTimeout(lookAgain);
      call(name, detail);
    }

    function hear(event) {
      const message = event.data;
      if (event.origin !== base || event.source !== page || !message || !TYPES[message.type]) return;
      end(TYPES[message.type], message);
    }

    // Some providers' pages cut the pop-up off from its opener; then the server is asked instead.
    function ask() {
      return fetch(base + '/connect/api/result', { headers: { Authorization: 'Connect ' + token }, credentials: 'omit' })
        .then(function (reply) { return reply.ok ? reply.json() : {}; })
        .catch(function () { return {}; });
    }

    function watch() {
      lookAgain = window.setTimeout(function () {
        const closed = page.closed;
        ask().then(function (result) {
          if (over) return;
          if (result.type === 'valence:connected' || (closed && TYPES[result.type])) {
            end(TYPES[result.type], result);
          } else if (closed) {
            end('onClosed', {});
          } else {
            watch();
          }
        });
      }, 1500);
    }

    if (!page) {
      call('onFailed', { type: 'valence:failed', kind: 'blocked', message: 'The browser blocked the pop-up' });
      return;
    }
    window.addEventListener('message', hear);
    Promise.resolve(token ? { token: token } : options.session())
      .then(function (session) {
        token = session.token;
        page.location.replace(base + '/connect#' + token);
        watch();
      })
      .catch(function () {
        page.close();
        end('onFailed', { type: 'valence:failed', kind: 'session', message: 'No connect session could be made' });
      });
  }

  document.addEventListener('click', function (event) {
    const button = event.target instanceof Element && event.target.closest('[data-valence-connect]');
    if (!button) return;
    event.preventDefault();
    function dispatch(name) {
      return function (detail) { button.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: detail })); };
    }
    connect({
      session: function () {
        return fetch(button.dataset.sessionUrl, { method: 'POST', credentials: 'same-origin' }).then(function (reply) {
          if (!reply.ok) throw new Error('status ' + reply.status);
          return reply.json();
        });
      },
      onConnected: dispatch('valence:connected'),
      onDenied: dispatch('valence:denied'),
      onFailed: dispatch('valence:failed'),
      onClosed: dispatch('valence:closed'),
    });
  });

  window.Valence = Object.assign(window.Valence || {}, { connect: connect });
})();
