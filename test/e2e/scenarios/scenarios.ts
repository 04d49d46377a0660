import type { N8nVersion } from '../harness/versions';
import { agentTool } from './agentTool';
import { chain } from './chain';
import { credentialTest } from './credentialTest';
import { eachOperation } from './eachOperation';
import { exampleWorkflows } from './examples';
import { executions } from './executions';
import { httpRequestNode } from './httpRequest';
import { installed } from './installed';
import { reading } from './reading';
import { reasons } from './reasons';
import { Scene } from './scene';
import { secretsKept } from './secretsKept';
import { sending } from './sending';
import { storeApp } from './storeApp';
import { trigger } from './trigger';
import { userAccount } from './userAccount';

/** All that one n8n version has to show; its server is started once for everything. */
export function scenarios(version: N8nVersion): void {
	describe(`n8n ${version}`, () => {
		const scene = new Scene(version);
		beforeAll(async () => await scene.start());
		afterAll(async () => await scene.stop());
		afterEach(() => scene.secrets.learnFrom(scene.feishu));

		installed(scene);
		credentialTest(scene);
		chain(scene);
		reasons(scene);
		executions(scene);
		agentTool(scene);
		sending(scene);
		reading(scene);
		eachOperation(scene);
		trigger(scene);
		storeApp(scene);
		exampleWorkflows(scene);
		// These two set the stand-in's clock ahead of n8n's, to see tokens expire; no window of time fits after that.
		userAccount(scene);
		httpRequestNode(scene);
		secretsKept(scene);
	});
}
