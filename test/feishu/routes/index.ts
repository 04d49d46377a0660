import type { Route } from '../call';
import { authorizeRoute } from './authorizePage';
import { batchRoutes } from './batchRoutes';
import { botRoutes } from './botRoutes';
import { changeRoutes } from './changeRoutes';
import { chatRoutes } from './chatRoutes';
import { downloadRoutes } from './downloadRoutes';
import { historyRoutes } from './historyRoutes';
import { oauthTokenRoutes } from './oauthTokenRoutes';
import { outboundIpRoute } from './outboundIpRoute';
import { recallRoutes } from './recallRoutes';
import { sendRoutes } from './sendRoutes';
import { tokenRoutes } from './tokenRoutes';
import { uploadRoutes } from './uploadRoutes';
import { userInfoRoute } from './userInfoRoute';

export const routes: Route[] = [
	...tokenRoutes,
	...botRoutes,
	...sendRoutes,
	...changeRoutes,
	...historyRoutes,
	...chatRoutes,
	...uploadRoutes,
	...downloadRoutes,
	...recallRoutes,
	...batchRoutes,
	authorizeRoute,
	...oauthTokenRoutes,
	userInfoRoute,
	outboundIpRoute,
];
