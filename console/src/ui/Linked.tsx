/** Text with the web addresses in it as links, but for this server's own, which are there to be copied. */
export function Linked({ text, own }: { text: string; own: string }) {
  return text.split(ADDRESS).map((part, index) =>
    /^https?:/.test(part) && new URL(part).origin !== new URL(own).origin ? (
      <a key={index} href={part} target="_blank" rel="noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  );
}

/** The dot or bracket behind an address belongs to the sentence. */
const ADDRESS = /(https?:\/\/[^\s]*[^\s.,;:)\]])/;
