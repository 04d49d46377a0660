import { contentInvalid } from '../../../content/compose/Content';
import { succeeded, type Result } from '../../../errors/Failure';
import { whatIsHeld } from '../../../errors/held';
import { exactly } from '../../../errors/sentence';
import type { Item, ItemFile } from '../../Operation';

/** The file of the item that the field names. */
export function readItemFile({ files }: Item, given: unknown): Result<ItemFile> {
	const name = typeof given === 'string' ? given.trim() : '';
	const file = Object.hasOwn(files, name) ? files[name] : undefined;
	if (file) return succeeded(file);
	const [first, ...more] = Object.keys(files);
	const nextStep =
		first === undefined
			? 'Put a node in front that hands on a file, such as Read/Write Files from Disk or HTTP Request with a file as its response.'
			: `Set 'Input Binary Field' to ${[first, ...more]
					.map((each) => exactly(each))
					.slice(0, 5)
					.join(' or ')}.`;
	return contentInvalid(
		name === ''
			? `the field 'Input Binary Field' ${whatIsHeld(given, 'the name of a field')}`
			: `the input item has no file ${exactly(name)}`,
		nextStep,
		`${nextStep} The tab 'Binary' of the input shows the files of each item.`,
	);
}
