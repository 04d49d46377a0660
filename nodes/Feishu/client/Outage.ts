import { refusal, type Failure } from '../errors/Failure';
import { reasons } from '../errors/reasons';
import type { Api } from './Api';
import type { Answer } from './http/Answer';
import { sideBySide, type Places } from './Places';

/**
 * Notices when an API is out of reach for longer than one request tries: once as many in a row as run side by side
 * have ended so, with no other answer in between, the rest of the run would only spend its tries on the same. While
 * that has met one identity alone, it may be at fault itself, and the others go on.
 */
export class Outage {
	private inARow = 0;

	private since = Infinity;

	private readonly whoInARow = new Set<string>();

	private readonly whoIsMet = new Set<string>();

	/** Why nothing more is sent, once it is known. */
	failure?: Failure;

	/** That failure for one identity: none while it has met one other alone. */
	failureFor(identity: string): Failure | undefined {
		const isMet = this.whoIsMet.size > 1 || this.whoIsMet.has(identity);
		return isMet ? this.failure : undefined;
	}

	/** What one try has come to. */
	heard(answer: Answer): void {
		if (isOutage(answer)) return;
		this.inARow = 0;
		this.since = Infinity;
		this.whoInARow.clear();
	}

	/** A request of an identity has ended, after all its tries; it was begun at `begunAt`. */
	ended(answer: Answer, begunAt: number, identity: string): void {
		if (!isOutage(answer)) return;
		this.inARow++;
		this.since = Math.min(this.since, begunAt);
		this.whoInARow.add(identity);
		if (this.inARow < sideBySide) return;
		this.failure ??= this.failureAfter(answer.failure);
		for (const each of this.whoInARow) this.whoIsMet.add(each);
	}

	private failureAfter({ reason, cause, nextStep, hint }: Failure): Failure {
		const since = new Date(this.since).toISOString();
		return refusal(reason, {
			cause: `${cause}: ${this.inARow} requests in a row have failed since ${since}, and this one was not sent`,
			nextStep,
			hint,
		});
	}
}

/** The places stand for a run: all its connections work on them. */
const outages = new WeakMap<Places, Map<string, Outage>>();

/**
 * The outage of an API at a host as one run sees it, whoever asks. Where reading is out of order, what can be done
 * without it goes on; and where the host is gone, whatever each item asks for first is met by that.
 */
export function outageOf(origin: string, { id }: Pick<Api, 'id'>, places: Places): Outage {
	const known = outages.get(places) ?? new Map<string, Outage>();
	const key = `${origin} ${id}`;
	const outage = known.get(key) ?? new Outage();
	known.set(key, outage);
	outages.set(places, known);
	return outage;
}

function isOutage(answer: Answer): answer is Extract<Answer, { ok: false }> {
	return !answer.ok && reasons[answer.failure.reason].isOutage === true;
}
