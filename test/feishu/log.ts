import type { Time } from './clock';
import type { RouteName } from './routeNames';

export interface LogEntry {
	/** Milliseconds since 1970, from a clock that never runs backwards. */
	at: number;
	/** When the answer was handed over, or the connection broken. */
	doneAt?: number;
	method: string;
	path: string;
	route: RouteName;
	/** Absent while open, and where the connection was broken instead of an answer. */
	status?: number;
	code?: number;
	appId?: string;
	tenantKey?: string;
	/** Set for calls in the name of a person. */
	openId?: string;
	messageId?: string;
	connectionId: number;
	/** The kind of fault that struck. */
	fault?: string;
	/** The caller hung up before the answer was complete. */
	aborted?: boolean;
	ip: string;
	userAgent?: string;
	authorization?: string;
	query: Record<string, unknown>;
	body: unknown;
	contentType?: string;
}

const mostEntries = 500_000;

class Connections {
	opened = 0;
	open = 0;
	maxOpen = 0;

	begin(): number {
		this.open++;
		this.maxOpen = Math.max(this.maxOpen, this.open);
		return ++this.opened;
	}

	end() {
		this.open--;
	}

	count() {
		const { opened, open, maxOpen } = this;
		return { opened, open, maxOpen };
	}

	clear() {
		this.opened = 0;
		this.maxOpen = this.open;
	}
}

/** Every request, in the order of arrival. */
export class RequestLog {
	readonly connections = new Connections();
	entries: LogEntry[] = [];
	private forgotten = 0;
	inFlight = 0;
	maxInFlight = 0;

	constructor(private readonly time: Time) {}

	begin(fields: Omit<LogEntry, 'at'>): LogEntry {
		const entry: LogEntry = { at: this.time.now(), ...fields };
		if (this.entries.length >= mostEntries) {
			this.entries.splice(0, mostEntries / 2);
			this.forgotten += mostEntries / 2;
		}
		this.entries.push(entry);
		this.inFlight++;
		this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
		return entry;
	}

	end(entry: LogEntry, aborted: boolean) {
		entry.doneAt = this.time.now();
		if (aborted) entry.aborted = true;
		this.inFlight--;
	}

	of(...routes: RouteName[]): LogEntry[] {
		return this.entries.filter((entry) => routes.includes(entry.route));
	}

	count(...routes: RouteName[]): number {
		return routes.length === 0 ? this.entries.length : this.of(...routes).length;
	}

	/** The codes that a route answered, in order. */
	codes(route: RouteName): Array<number | undefined> {
		return this.of(route).map((entry) => entry.code);
	}

	clear() {
		this.entries = [];
		this.forgotten = 0;
		this.maxInFlight = this.inFlight;
		this.connections.clear();
	}

	get total(): number {
		return this.forgotten + this.entries.length;
	}

	summary() {
		const { entries, inFlight, maxInFlight, total } = this;
		return {
			total,
			inFlight,
			maxInFlight,
			connections: this.connections.count(),
			routes: tally(entries, 'route'),
			statuses: tally(entries, 'status'),
			codes: tally(entries, 'code'),
			recallCodes: tally(this.of('recall'), 'code'),
			faults: tally(entries, 'fault'),
			firstAt: entries[0]?.at,
			lastAt: entries.at(-1)?.at,
		};
	}
}

/** How often each value occurs; what is missing counts as `none`. */
function tally(entries: LogEntry[], key: keyof LogEntry): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const entry of entries) {
		const name = String(entry[key] ?? 'none');
		counts[name] = (counts[name] ?? 0) + 1;
	}
	return counts;
}
