import type { FeishuStandIn } from './standIn';

/** How fast messages vanished, and at what price. */
export function metricsOf({ world, log, pendingFaults }: FeishuStandIn) {
	const { recalls } = world;
	const first = recalls[0]?.at;
	const last = recalls.at(-1)?.at;
	const perSecond: number[] = [];
	for (const { at } of recalls) {
		const second = Math.floor((at - (first ?? at)) / 1000);
		perSecond[second] = (perSecond[second] ?? 0) + 1;
	}
	return {
		messages: world.messages.size,
		recalled: recalls.length,
		firstRecallAt: first,
		lastRecallAt: last,
		/** Recalls in each second since the first. */
		recalledPerSecond: Array.from(perSecond, (count) => count ?? 0),
		tokensIssued: world.tokens.issued,
		requests: log.total,
		inFlight: log.inFlight,
		maxInFlight: log.maxInFlight,
		connections: log.connections.count(),
		pendingFaults,
	};
}
