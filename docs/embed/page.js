// The page hears of the end by events of the button; the backend reads what it needs by itself.
const button = document.querySelector('[data-valence-connect]');
const status = document.querySelector('[role=status]');

button.addEventListener('valence:connected', async (event) => {
  status.textContent = 'Connected, reading your account ...';
  const reply = await fetch('/connected', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ instanceId: event.detail.instanceId }),
  });
  status.textContent = await reply.text();
});
button.addEventListener('valence:denied', () => (status.textContent = 'You did not allow access.'));
button.addEventListener('valence:failed', (event) => (status.textContent = event.detail.message));
button.addEventListener('valence:closed', () => (status.textContent = 'The window was closed before the end.'));
