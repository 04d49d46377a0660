import { asRecord } from '../../client/http/record';
import { isUnset } from '../../content/compose/jsonObject';
import { succeeded, type Result } from '../../errors/Failure';
import { readContainer, type Container } from '../fields/chat';
import { readSays, windowOf, type Says, type Window } from '../fields/messageFilters';
import {
	optionsOf,
	readOptions,
	setOr,
	wrongField,
	wrongOption,
	type RequestSettings,
} from '../fields/options';
import { readAtMost } from '../fields/returnAll';
import { readSender, type Sender } from '../fields/sender';
import { readSimplify } from '../fields/simplify';
import { readTime } from '../fields/time';
import type { Item } from '../Operation';

interface Filters {
	window: Window;
	says: Says;
	sender: Sender;
	includeRecalled: boolean;
}

/** The fields of an item, read and checked. */
export interface GetAll {
	container: Container;
	atMost: number;
	wanted: Filters;
	simplified: boolean;
	settings: RequestSettings;
}

export function readGetAll(item: Item): Result<GetAll> {
	const { parameters } = item;
	const container = readContainer(parameters.chat);
	if (!container.ok) return container;
	const atMost = readAtMost(parameters);
	if (!atMost.ok) return atMost;
	const wanted = readFilters(item);
	if (!wanted.ok) return wanted;
	const simplified = readSimplify(parameters.simplify);
	if (!simplified.ok) return simplified;
	const settings = readOptions(optionsOf(parameters));
	if (!settings.ok) return settings;
	return succeeded({
		container: container.value,
		atMost: atMost.value,
		wanted: wanted.value,
		simplified: simplified.value,
		settings: settings.value,
	});
}

function readFilters(item: Item): Result<Filters> {
	const given = asRecord(setOr(item.parameters, 'filters', {}));
	if (given === undefined) return wrongField('Filters', 'filters by their names');
	const includeRecalled = setOr(given, 'includeRecalled', false);
	if (typeof includeRecalled !== 'boolean') return wrongOption('Include Recalled', 'true or false');
	const bound = (name: string, label: string) =>
		name in given && isUnset(given[name])
			? wrongOption(label, 'a time')
			: readTime(given[name], label, item);
	const window = windowOf(bound('sentAfter', 'Sent After'), bound('sentBefore', 'Sent Before'));
	if (!window.ok) return window;
	const says = readSays(given);
	if (!says.ok) return says;
	const sender = readSender(setOr(given, 'sender', 'anyone'), ['anyone', 'thisApp', 'people']);
	return sender.ok
		? succeeded({ window: window.value, says: says.value, sender: sender.value, includeRecalled })
		: sender;
}
