import { refusal, type Failure } from '../errors/Failure';
import { reasons } from '../errors/reasons';
import type { Api } from './Api';
import type { Answer } from './http/Answer';
import { sideBySide, type Places } from './Places';

/**
 * An API that is out of reach for longer than one request tries. Once as many requests in a row as run side by side
 * have failed so, with no other answer in between, the run sends nothing more to it: that would only spend tries in
 * vain. While all of them belong to one identity, the fault may be its own, and other identities go on.
 */
export class Outage {
	private inARow = 0;

	private since = Infinity;

	private readonly whoInARow = new Set<string>();

	private readonly whoIsMet = new Set<string>();

	/** Why nothing more is sent, once it is known. */
	failure?: Failure;

	/** The `failure` as far as it concerns an identity: undefined while only one other identity has met it. */
	failureFor(identity: string): Failure | undefined {
		const isMet = this.whoIsMet.size > 1 || this.whoIsMet.has(identity);
		return isMet ? this.failure : undefined;
	}

	/** The answer to one try; any answer but an outage ends the row. */
	heard(answer: Answer): void {
		if (isOutage(answer)) return;
		this.inARow = 0;
		this.since = Infinity;
		this.whoInARow.clear();
	}

	/** The final answer to a request of an identity, which was begun at `begunAt`. */
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
 * The outage of an API at a host, shared by all identities of one run. Each API has its own, so that work that needs
 * no reading goes on while reading is out of order.
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
