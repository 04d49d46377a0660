import type { ICredentialDataDecryptedObject, ICredentialType } from 'n8n-workflow';

import { aNode, aWorkflow } from '../aWorkflow';

/** A hidden field's value as n8n resolves it, from what the person has entered. */
export function resolved(
	type: ICredentialType,
	name: string,
	entered: ICredentialDataDecryptedObject,
): unknown {
	const defaults = Object.fromEntries(
		type.properties.map((field) => [field.name, field.default]),
	) as ICredentialDataDecryptedObject;
	return aWorkflow.expression.getParameterValue(
		String(defaults[name]),
		null,
		0,
		0,
		aNode.name,
		[],
		'internal',
		{},
		undefined,
		false,
		{ ...defaults, ...entered },
	);
}
