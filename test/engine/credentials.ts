import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialsExpressionResolveValues,
	type ICredentialType,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeParameters,
	type IRequestOptionsSimplified,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

/** Stored credentials by type; a function stands for a database that does something of its own. */
export type StoredCredentials = Record<
	string,
	ICredentialDataDecryptedObject | (() => ICredentialDataDecryptedObject)
>;

/**
 * n8n's credential store, in memory. It counts what n8n would ask its database: one read for each decrypted
 * credential, one write for each token that n8n itself keeps.
 */
export class MemoryCredentials extends ICredentialsHelper {
	reads = 0;

	writes = 0;

	constructor(
		private readonly stored: StoredCredentials,
		private readonly types: Record<string, ICredentialType>,
	) {
		super();
	}

	async getDecrypted(
		_additionalData: unknown,
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode = 'trigger',
		_executeData?: unknown,
		_raw?: boolean,
		values?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		this.reads++;
		const stored = this.stored[type];
		if (stored === undefined) {
			throw new Error(
				`Credential with ID "${nodeCredentials.id}" does not exist for type "${type}".`,
			);
		}
		const data = typeof stored === 'function' ? stored() : stored;
		const defaults = Object.fromEntries(
			this.getCredentialsProperties(type).map((property) => [property.name, property.default]),
		);
		const decrypted = { ...defaults, ...structuredClone(data) } as ICredentialDataDecryptedObject;
		// Expressions in a credential are resolved for the item that it is read for.
		if (values === undefined) return decrypted;
		return values.workflow.expression.getParameterValue(
			decrypted as INodeParameters,
			values.runExecutionData,
			values.runIndex,
			values.itemIndex,
			values.node.name,
			values.connectionInputData,
			mode,
			{},
			undefined,
			false,
			decrypted,
		) as ICredentialDataDecryptedObject;
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		_node: INode,
		credentialsExpired: boolean,
	) {
		const type = this.types[typeName];
		const expirable = type?.properties.find(({ typeOptions }) => typeOptions?.expirable)?.name;
		if (!type?.preAuthentication || expirable === undefined) return undefined;
		if (credentials[expirable] !== '' && !credentialsExpired) return undefined;
		const output = (await type.preAuthentication.call(
			helpers,
			credentials,
		)) as ICredentialDataDecryptedObject;
		this.writes++;
		Object.assign(this.stored[typeName] ?? {}, output);
		return Object.assign(credentials, output);
	}

	async runPreAuthentication() {
		return undefined;
	}

	/** n8n's own generic authentication; only what these credentials use of it. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const options = requestOptions as IHttpRequestOptions;
		const authenticate = this.types[typeName]?.authenticate;
		if (typeof authenticate !== 'object') return options;
		const headers = Object.entries(authenticate.properties.headers ?? {}).map(([name, value]) => [
			name,
			String(value)
				.replace(/^=/, '')
				.replace(/\{\{\s*\$credentials\.(\w+)\s*\}\}/g, (_, key: string) =>
					String(credentials[key]),
				),
		]);
		return { ...options, headers: { ...options.headers, ...Object.fromEntries(headers) } };
	}

	getParentTypes(name: string): string[] {
		return this.types[name]?.extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('Nothing here reads the encrypted credential.');
	}

	async updateCredentials(): Promise<void> {
		this.writes++;
	}

	async updateCredentialsOauthTokenData(
		_nodeCredentials: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.writes++;
		const stored = this.stored[type];
		if (typeof stored === 'object') Object.assign(stored, { oauthTokenData: data.oauthTokenData });
	}

	getCredentialsProperties(type: string) {
		return this.types[type]?.properties ?? [];
	}
}
