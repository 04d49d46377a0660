/** The time that a request takes to Feishu, and its answer back, in milliseconds. */
export interface Trip {
	there: number;
	back: number;
}

/** The trip of the request that starts now; `random` is from 0 up to 1. */
export type Network = (now: number, random: () => number) => Trip;

const halfEachWay = (ms: number): Trip => ({ there: ms / 2, back: ms / 2 });

export const constant = (ms: number) => (): Network => () => halfEachWay(ms);

/** Drawn anew for each request. */
export const drawn = (least: number, most: number) => (): Network => (_now, random) =>
	halfEachWay(least + (most - least) * random());

/** As the stand-in does it: it counts a request when it is sent, and only the answer takes time. */
export const drawnOnTheWayBack =
	(least: number, most: number) => (): Network => (_now, random) => ({
		there: 0,
		back: least + (most - least) * random(),
	});

export const changing = (at: number, before: number, after: number) => (): Network => (now) =>
	halfEachWay(now < at ? before : after);

/** Each TLS handshake keeps the only core busy, the first ones for longer, and all behind it wait. */
export const handshakes = (firstMs: number, ms: number, latency: number) => (): Network => {
	let busyUntil = 0;
	let made = 0;
	return (now) => {
		busyUntil = Math.max(busyUntil, now) + (made++ < 50 ? firstMs : ms);
		return { there: busyUntil - now + latency / 2, back: latency / 2 };
	};
};

/** For a quarter of a second every three seconds, nothing gets through. */
export const stalling = (latency: number) => (): Network => (now) => ({
	there: Math.max(0, 250 - ((now + 2_000) % 3_000)) + latency / 2,
	back: latency / 2,
});
