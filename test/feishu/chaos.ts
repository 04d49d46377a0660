import type { Fault } from './faults';
import type { RouteName } from './routeNames';
import type { Chaos } from './settings';

/** Mulberry32: small, even, and the same for the same seed. */
export function randomFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const strikes = ({ routes }: Chaos, route: RouteName) => routes?.includes(route) ?? true;

/** Draws a fault for each request while the setting is on; a new setting starts its seed over. */
export class ChaosDice {
	private rolled: Chaos | null = null;
	private random = () => 0;

	draw(chaos: Chaos | null, route: RouteName): Fault | undefined {
		if (!chaos || !strikes(chaos, route)) return undefined;
		if (chaos !== this.rolled) {
			this.rolled = chaos;
			this.random = randomFrom(chaos.seed);
		}
		let roll = this.random();
		for (const [chance, fault] of this.faults(chaos)) {
			roll -= chance ?? 0;
			if (roll < 0) return fault;
		}
		return undefined;
	}

	latencyMs(chaos: Chaos | null, route: RouteName): number {
		if (!chaos?.latencyMs || !strikes(chaos, route)) return 0;
		const [least, most] = chaos.latencyMs;
		return least + this.random() * (most - least);
	}

	private faults(chaos: Chaos): Array<[number | undefined, Fault]> {
		return [
			[chaos.serverError, { kind: 'status', httpStatus: 502 }],
			[chaos.dropBefore, { kind: 'dropBefore' }],
			[chaos.dropAfter, { kind: 'dropAfter' }],
			[
				chaos.rateLimited,
				{ kind: 'code', code: 99991400, headers: { 'x-ogw-ratelimit-reset': '1' } },
			],
			[chaos.staleToken, { kind: 'staleToken' }],
			[chaos.html, { kind: 'html', httpStatus: 503 }],
		];
	}
}
