import type { RouteName } from './routeNames';

interface Common {
	/** Which requests it hits; any when left out. */
	route?: RouteName;
	messageId?: string;
	appId?: string;
	/** How often it happens; once when left out. */
	times?: number | 'always';
	/** How many matching requests pass unharmed before. */
	skip?: number;
	/** Whether Feishu still does what was asked. What is usual depends on the kind. */
	carriedOut?: boolean;
}

export type FaultKind =
	/** Any code, with the words and HTTP status that usually go with it. `body` replaces the whole body. */
	| {
			kind: 'code';
			code: number;
			msg?: string;
			httpStatus?: number;
			error?: Record<string, unknown>;
			headers?: Record<string, string>;
			body?: Record<string, unknown>;
	  }
	/** A status with an empty body, or with whatever body. */
	| { kind: 'status'; httpStatus: number; body?: string; headers?: Record<string, string> }
	/** The connection breaks before the request is carried out. */
	| { kind: 'dropBefore' }
	/** The request is carried out, and the connection breaks before the answer. */
	| { kind: 'dropAfter' }
	/** A page for people, as a gateway or a captive portal sends it. */
	| { kind: 'html'; httpStatus?: number }
	/** The plain 404 of a host that a wrong base URL names. */
	| { kind: 'text404' }
	/** These bytes. Without a status they go onto the socket as they are, in place of HTTP. */
	| {
			kind: 'raw';
			bytes: string;
			encoding?: 'utf8' | 'base64' | 'hex';
			httpStatus?: number;
			headers?: Record<string, string>;
	  }
	/** No answer ever; the connection stays open. */
	| { kind: 'hang' }
	/** The true answer, later: so long after it was asked for, or after something has come true. */
	| { kind: 'delay'; ms?: number; until?: () => boolean }
	| { kind: 'redirect'; to: string; httpStatus?: number }
	/** The true answer, a byte at a time. */
	| { kind: 'drip'; everyMs: number }
	/** A success as long as this. */
	| { kind: 'huge'; bytes: number }
	/** The true answer, cut off after so many bytes (half of it when left out). */
	| { kind: 'truncated'; keep?: number }
	/** The token that came along stops being good, and the call is judged with it. */
	| { kind: 'staleToken' };

export type Fault = Common & FaultKind;

const kinds: Record<Fault['kind'], true> = {
	code: true,
	status: true,
	dropBefore: true,
	dropAfter: true,
	html: true,
	text404: true,
	raw: true,
	hang: true,
	delay: true,
	redirect: true,
	drip: true,
	huge: true,
	truncated: true,
	staleToken: true,
};

export const isFault = (value: unknown): value is Fault =>
	typeof value === 'object' && value !== null && 'kind' in value && String(value.kind) in kinds;

export interface Target {
	route: RouteName;
	messageId?: string;
	appId?: string;
}

interface Waiting {
	fault: Fault;
	skip: number;
	left: number;
}

/** The script: the first fault that fits a request happens to it. */
export class Faults {
	private queue: Waiting[] = [];

	add(faults: Fault[]) {
		for (const fault of faults) {
			const left = fault.times === 'always' ? Infinity : (fault.times ?? 1);
			this.queue.push({ fault, skip: fault.skip ?? 0, left });
		}
	}

	take(target: Target): Fault | undefined {
		if (this.queue.length === 0) return undefined;
		for (const waiting of this.queue) {
			if (!fits(waiting.fault, target)) continue;
			if (waiting.skip > 0) {
				waiting.skip--;
				continue;
			}
			waiting.left--;
			if (waiting.left <= 0) this.queue = this.queue.filter((each) => each !== waiting);
			return waiting.fault;
		}
		return undefined;
	}

	/** How many faults still wait. */
	get pending(): number {
		return this.queue.length;
	}

	clear() {
		this.queue = [];
	}
}

function fits({ route, messageId, appId }: Fault, target: Target): boolean {
	return (
		(route === undefined || route === target.route) &&
		(messageId === undefined || messageId === target.messageId) &&
		(appId === undefined || appId === target.appId)
	);
}
