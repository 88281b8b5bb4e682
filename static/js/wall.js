// A wall that nobody touches: fresh every five minutes, and not while somebody reads with the keyboard.
const EVERY = 5 * 60 * 1000;

setInterval(() => {
  if (navigator.onLine && document.activeElement === document.body) location.reload();
}, EVERY);
