import { filesOf, findings, type Tree, withoutComments } from './tree.ts';

const PHYSICAL =
  /(?:margin|padding|border|scroll-margin|scroll-padding|inset)-(?:left|right)\b|border-(?:top|bottom)-(?:left|right)-radius|(?:text-align|float|clear)\s*:\s*(?:left|right)\b|(?<=^|[\s;{])(?:left|right)\s*:/;

/** Finds sides of the screen in CSS: in `.css` files, in css`` templates and in style attributes. */
export function physicalCss(tree: Tree): string[] {
  return filesOf(tree, /^client\/.*\.(css|html|ts)$/).flatMap(([path, source]) => {
    const text = withoutComments(source);
    const css = path.endsWith('.css') ? text : onlyStyles(text);
    return findings(path, css, PHYSICAL, 'a physical side');
  });
}

/** Returns the text with everything but styles blanked, lines kept. */
function onlyStyles(text: string): string {
  const kept = [...text.matchAll(/\bcss`[\s\S]*?`|\bstyle="[^"]*"/g)];
  const blank = [...text.replaceAll(/[^\n]/g, ' ')];
  for (const { 0: style, index } of kept) blank.splice(index, style.length, ...style.split(''));
  return blank.join('');
}

/** Time and chance come from `deps`, or tests could not hold them still. */
export function clockAndChance(tree: Tree): string[] {
  const pattern =
    /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandom(?:UUID|Bytes|UUIDv7)\(|getRandomValues\(/;
  return filesOf(tree, /^(db|server)\/.*\.ts$/)
    .filter(([path]) => !/^server\/(main|ids|clock|secret)\.ts$|^server\/(boot|cli)\//.test(path))
    .flatMap(([path, text]) =>
      findings(path, withoutComments(text), pattern, 'own time or chance'),
    );
}

/** A name is imported from the file that defines it, under the name it has there. */
export function defaultsAndBarrels(tree: Tree): string[] {
  const pattern = /^\s*export\s+(?:default\b|\*|(?:type\s+)?\{[^}]*\}\s*from\b)/m;
  // `.d.ts` files say what a text import gives, and that is a default export.
  return filesOf(tree, /(?<!\.d)\.ts$/).flatMap(([path, text]) =>
    findings(path, withoutComments(text), pattern, 'a default export or a barrel'),
  );
}

const NAMESPACE_OR_EXAMPLE = /^(www\.w3\.org|([\w-]+\.)*example\.(com|org|net))$/;
const STANDARDS = /^(www\.rfc-editor\.org|datatracker\.ietf\.org|html\.spec\.whatwg\.org)$/;

/** Promise 5: no host but our own is ever needed. Standards may be named, in comments. */
export function foreignHosts(tree: Tree): string[] {
  return filesOf(tree, /^(?!test\/)/).flatMap(([path, source]) => {
    const code = withoutComments(source);
    return [...source.matchAll(/\b(?:https?|wss?):\/\/([\w-]+(?:\.[\w-]+)+)/g)]
      .filter(({ 1: host = '', index }) => {
        const inComment = code[index] === ' ';
        const local = /^[\d.]+$/.test(host);
        return !(local || NAMESPACE_OR_EXAMPLE.test(host) || (inComment && STANDARDS.test(host)));
      })
      .map(([url]) => `${path}: a foreign host: ${url}`);
  });
}

/** A test that does not run proves nothing. */
export function silencedTests(tree: Tree): string[] {
  const pattern = /\b(?:test|it|describe)\.(?:skip|only|todo|if|skipIf|todoIf|failing)\b/;
  return filesOf(tree, /^test\/.*\.ts$/)
    .filter(([path]) => !path.startsWith('test/architecture/'))
    .flatMap(([path, text]) => findings(path, withoutComments(text), pattern, 'may not run'));
}

/**
 * Transactions are synchronous: an `await` inside one lets another request in, and an error after it is not rolled
 * back. The files named here hold no transaction: they queue commands and wait for their commit. PostgreSQL lets a
 * transaction wait, on a connection that nobody else has meanwhile.
 */
const MAY_WAIT =
  /^db\/(database\.ts|(postgres|move)\/[^/]+\.ts|engine\/(writer|checkpoints|backup|open|migrate)[^/]*\.ts)$/;

export function waitingInDb(tree: Tree): string[] {
  return filesOf(tree, /^db\/.*\.ts$/)
    .filter(([path]) => !MAY_WAIT.test(path))
    .flatMap(([path, text]) =>
      findings(path, withoutComments(text), /\b(?:await|async)\b/, 'waits in db/'),
    );
}
