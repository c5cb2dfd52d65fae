/**
 * Watches the ports that the process opens and the requests that come in: which are guarded, and
 * when the application serves.
 */
package io.tokenrelay.agent.main.doors;
