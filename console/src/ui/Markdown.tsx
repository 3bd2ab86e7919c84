import Text from 'react-markdown';
import gfm from 'remark-gfm';

/** Where guides suppose the server to be: its address when nothing is set. */
const SUPPOSED = 'http://localhost:8080';

/**
 * Markdown of an element's guide; the page has its own heading, so the text's headings step down.
 *
 * @param server address of this server, which commands to copy have to name
 */
export default function Markdown({ text, server }: { text: string; server: string }) {
  const body = text.replace(/^# .*\n+/, '').replaceAll(SUPPOSED, server);
  return (
    <Text
      remarkPlugins={[gfm]}
      components={{
        pre: ({ children }) => (
          // Scrollable, so it must be reachable by keyboard.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <pre tabIndex={0}>{children}</pre>
        ),
        table: ({ children }) => (
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <div className="table-scroll" tabIndex={0} role="group">
            <table>{children}</table>
          </div>
        ),
      }}
    >
      {body}
    </Text>
  );
}
