// The script editor.
export const script = {
  keys: 'Ctrl Space (⌃ Space) lists what can be written. Tab indents; to leave the editor with the keyboard press Escape, then Tab.',
  atLine: (line: number, message: string) => `Line ${line}: ${message}`,
  unreadable: 'This cannot be read as JavaScript. Look for a bracket, quote or comma too much or too few.',
  unfinished: 'Something is missing here: a closing bracket, or the end of the line.',
  done: 'Ends the script with its result.',
  ce: 'Hashes, base64 and random texts.',
  b64: 'Text to base64.',
  decode64: 'Base64 to text.',
  hmac: 'A keyed hash: first its algorithm, then hex or base64, then key and text.',
  require: 'Gives lodash or util.',
};
