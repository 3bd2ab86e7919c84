// Runs before the first paint, so that a page never flashes in the wrong theme.
(function () {
  var theme = null;
  try {
    theme = localStorage.getItem('valence-theme');
  } catch {
    // Storage is forbidden: the system's theme it is.
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();
