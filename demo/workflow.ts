import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { recall, type Recalled } from '../test/engine/recall';

/** Sender → Feishu (Message → Recall, On Error: Continue Using Error Output) → two branches. */
export async function recallDemo(
	items: IDataObject[],
	credential: ICredentialDataDecryptedObject,
): Promise<Recalled> {
	return await recall({ items, credential, onError: 'continueErrorOutput' });
}
