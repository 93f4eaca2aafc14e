import * as Flags from '@oclif/core/flags';
import { decode } from '../bytes/text.ts';
import { SourceText } from '../diagnostics/location.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import type { UrlAnswer } from '../node/url-answer.ts';
import { shownURL } from '../node/url-source.ts';
import { sourceLines } from '../report/source-lines.ts';
import type { Session } from './base.ts';

/** The flag of commands that may ask the node's staticPodURL. */
export const FETCH_FLAG = {
  fetch: Flags.boolean({
    summary:
      'also ask staticPodURL, with the headers of staticPodURLHeader as the kubelet does, and judge the answer',
  }),
};

/** What the node's staticPodURL answers, and a session that shows the answer's lines; null where it has no URL. */
export async function fetched(
  session: Session,
  report: NodeReport,
): Promise<{ readonly answer: UrlAnswer | null; readonly session: Session }> {
  // Loaded only here: most starts ask nobody.
  const { askURL } = await import('../runtime/url/ask-url.ts');
  const answer = await askURL(session.host, report);
  const { url } = report.source;
  return { answer, session: url === null ? session : withAnswer(session, shownURL(url), answer) };
}

/** A session in which the answer is called by its URL, and not by a place in a copy of the node. */
function withAnswer(session: Session, path: string, answer: UrlAnswer | null): Session {
  const { host, view } = session;
  const isAnswer = (file: string) => file === path || file.startsWith(`${path}#`);
  const ofFiles = session.lineOf ?? sourceLines(host);
  const text = answer?.kind === 'body' ? new SourceText(path, decode(answer.bytes)) : null;
  return {
    ...session,
    view: { ...view, show: (file) => (isAnswer(file) ? file : view.show(file)) },
    lineOf: (file, line) => (isAnswer(file) ? text?.line(line) : ofFiles(file, line)),
  };
}
