// const feishu = await startFeishu({ settings: { secondRecallCode: 230011 } });
// const id = feishu.world.sendMessage({ ageHours: 30 });
// feishu.script({ route: 'recall', messageId: id, kind: 'dropAfter' });
// …let the code under test talk to feishu.url as feishu.world.app…
// feishu.world.isRecalled(id); feishu.log.codes('recall'); await feishu.close();
export { randomFrom } from './chaos';
export { startFeishuProcess } from './process';
export { selfSigned } from './selfSigned';
export { startFeishu } from './standIn';
export type { FeishuOptions, FeishuStandIn } from './standIn';
export { Visitor } from './visitor';
export type { Fault, FaultKind } from './faults';
export type { LogEntry, RequestLog } from './log';
export type { BatchSeed, MessageSeed } from './messageSeeds';
export type { App, Batch, Chat, Message, Tenant, User } from './model';
export type { RouteName } from './routeNames';
export type { AppSeed, ChatSeed, TenantSeed, UserSeed } from './seeds';
export type { Chaos, RateLimit, Settings } from './settings';
export type { World } from './world';
