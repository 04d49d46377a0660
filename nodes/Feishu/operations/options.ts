import type { INodeProperties } from 'n8n-workflow';

import { failed, refusal, succeeded, type Result } from '../errors/failures';

export const recallOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 50 },
			default: 50,
			description:
				'How many requests this node may send each second, out of the 50 that Feishu allows an app. Lower it when other workflows use the same app at the same time.',
		},
		{
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 10000,
			description: 'How many milliseconds one request may take before it is tried again',
		},
		{
			displayName: 'When Already Recalled',
			name: 'whenAlreadyRecalled',
			type: 'options',
			options: [
				{
					name: 'Fail',
					value: 'fail',
					description: 'The message leaves by the failure branch with the reason already_recalled',
				},
				{
					name: 'Succeed',
					value: 'succeed',
					description: 'The message leaves by the success branch, marked as already recalled',
				},
			],
			default: 'fail',
			description: 'What to do with a message that had been recalled or deleted before',
		},
	],
};

export interface RecallOptions {
	requestsPerSecond: number;
	/** For one request. */
	timeoutMs: number;
	succeedWhenAlreadyRecalled: boolean;
}

/** Expressions and AI agents may fill the options with anything. */
export function readOptions(value: unknown): Result<RecallOptions> {
	const given = (typeof value === 'object' && value !== null ? value : {}) as Record<
		string,
		unknown
	>;
	const perSecond = Number(given.requestsPerSecond ?? 50);
	const timeoutMs = Number(given.timeout ?? 10_000);
	const already = given.whenAlreadyRecalled ?? 'fail';
	if (!(perSecond >= 1 && perSecond <= 50)) {
		return wrong('Requests per Second', 'a number from 1 to 50');
	}
	if (!(timeoutMs >= 1 && timeoutMs <= 3_600_000)) {
		return wrong('Timeout', 'milliseconds, from 1 to 3,600,000');
	}
	if (already !== 'fail' && already !== 'succeed') {
		return wrong('When Already Recalled', '"fail" or "succeed"');
	}
	return succeeded({
		requestsPerSecond: Math.floor(perSecond),
		timeoutMs,
		succeedWhenAlreadyRecalled: already === 'succeed',
	});
}

function wrong(option: string, expected: string) {
	return failed(
		refusal('invalid_request', {
			says: `was not recalled, because the option '${option}' does not hold ${expected}`,
			todo: `Set '${option}' to ${expected}.`,
			hint: `Set the option '${option}' to ${expected}, or remove it.`,
		}),
	);
}
