/** Who recalls; `single` takes turns with a bare request, one message at a time. */
export type ContenderName = 'node' | 'loop' | 'undici' | 'single';

/** Messages to recall, and where. */
export interface Errand {
	/** Scheme, host, and port of a stand-in. */
	origin: string;
	appId: string;
	appSecret: string;
	ids: string[];
}

/** What a measured process is asked to do. */
export interface Job {
	contender: ContenderName;
	errand: Errand;
	/** Run before anything is measured: n8n is a server, and its code is warm when a workflow starts. */
	warmUp: Errand;
	latencyMs: number;
	/** Whether the stand-in enforces Feishu's limits; if not, nobody needs to keep to them. */
	limited: boolean;
}

/** How a run went, as far as the contender knows. The stand-in's log is the judge. */
export interface Told {
	recalled: number;
	/** Milliseconds of each pair: our node's, the bare request's. */
	pairs?: Array<[number, number]>;
}

/** What a run took of its process, from its first step to its last. */
export interface Costs {
	/** Milliseconds since 1970. */
	startedAt: number;
	endedAt: number;
	/** User and system time of all threads. */
	cpuMs: number;
	/** The process's highest memory, loading n8n included. */
	peakBytes: number;
	/** The highest memory during the run above that before it. */
	grownBytes: number;
}

export type FromMeasured =
	| { kind: 'listening' }
	| { kind: 'ready' }
	| { kind: 'done'; told: Told; costs: Costs }
	| { kind: 'failed'; message: string };

export type ToMeasured = { kind: 'prepare'; job: Job } | { kind: 'go' };

/** What a contender does for an errand; all its code is loaded, and nothing is sent yet. */
export type Recaller = (errand: Errand) => Promise<Told>;
