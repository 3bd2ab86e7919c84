// What the Webex SDK reads from the environment while it loads: all of its configuration here.
import {base} from './sandbox.mjs';

Object.assign(process.env, {
  HYDRA_SERVICE_URL: base,
  TOKEN_URL: `${base}/access_token`,
  REVOKE_URL: `${base}/revoke`,
  // The directory of all services of the real one. The SDK asks it when it starts and does without where, as here,
  // nothing is found; it shall not look for it in the world.
  U2C_SERVICE_URL: base,
  SQDISCOVERY_SERVICE_URL: base,
  METRICS_SERVICE_URL: base,
  WEBEX_LOG_LEVEL: process.env.WEBEX_LOG_LEVEL ?? 'silent',
});
