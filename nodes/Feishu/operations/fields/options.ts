import type { INodeProperties } from 'n8n-workflow';

import { asRecord } from '../../client/http/record';
import { failed, refusal, succeeded, type Result } from '../../errors/Failure';
import type { Item } from '../Operation';

const requestsPerSecond: INodeProperties = {
	displayName: 'Requests per Second',
	name: 'requestsPerSecond',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 50 },
	default: 50,
	description:
		'How many requests this node may send each second, out of the 50 that Feishu allows an app. Lower it when other workflows use the same app at the same time.',
};

const timeout: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 10000,
	description:
		'How many milliseconds one request may take before it is tried again; for a file it is a second more for each megabyte',
};

/** The collection with the options of every operation, and with this one's own. */
export function optionsWith(...own: INodeProperties[]): INodeProperties {
	const all = [requestsPerSecond, timeout, ...own];
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		// Not localeCompare: loading a collator would take as long as loading the whole node.
		options: all.sort((one, other) => (one.displayName < other.displayName ? -1 : 1)),
	};
}

/** The options that every request takes. */
export interface RequestSettings {
	requestsPerSecond: number;
	/** For one try of one request. */
	timeoutMs: number;
}

export type GivenOptions = Readonly<Record<string, unknown>>;

/**
 * The value of a parameter, or its default where it is not there: n8n does not save one that equals its default. One
 * that is there without a value keeps none, since its expression found nothing.
 */
export function setOr<T>(parameters: GivenOptions, name: string, initial: T): unknown {
	return Object.hasOwn(parameters, name) ? parameters[name] : initial;
}

export function optionsOf(parameters: Item['parameters']): unknown {
	return setOr(parameters, 'options', {});
}

/** Reads the options of every operation, and then this one's own. */
export function readOptions(value: unknown): Result<RequestSettings>;
export function readOptions<Own>(
	value: unknown,
	readOwn: (given: GivenOptions) => Result<Own>,
): Result<RequestSettings & Own>;
export function readOptions(
	value: unknown,
	readOwn: (given: GivenOptions) => Result<object> = () => succeeded({}),
): Result<RequestSettings> {
	// Expressions and AI agents may fill the options with anything.
	const given = asRecord(value);
	if (given === undefined) return wrongField('Options', 'options by their names');
	const perSecond = numberIn(setOr(given, 'requestsPerSecond', 50));
	const timeoutMs = numberIn(setOr(given, 'timeout', 10_000));
	if (!(perSecond >= 1 && perSecond <= 50)) {
		return wrongOption('Requests per Second', 'a number from 1 to 50');
	}
	if (!(timeoutMs >= 1 && timeoutMs <= 3_600_000)) {
		return wrongOption('Timeout', 'milliseconds, from 1 to 3,600,000');
	}
	const own = readOwn(given);
	if (!own.ok) return own;
	return succeeded({ requestsPerSecond: Math.floor(perSecond), timeoutMs, ...own.value });
}

export function numberIn(value: unknown): number {
	return typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
}

export function wrongOption(option: string, expected: string) {
	return failed(
		refusal('invalid_request', {
			cause: `the option '${option}' does not hold ${expected}`,
			nextStep: `Set '${option}' to ${expected}.`,
			hint: `Set the option '${option}' to ${expected}, or remove it.`,
		}),
	);
}

/** A field of the panel, which cannot be removed. */
export function wrongField(field: string, expected: string) {
	return failed(
		refusal('invalid_request', {
			cause: `the field '${field}' does not hold ${expected}`,
			nextStep: `Set '${field}' to ${expected}.`,
			hint: `Set the field '${field}' to ${expected}. Where it is an expression, the preview below the field shows its value for each item.`,
		}),
	);
}
