/**
 * The configuration of the running service: what changes in its file or in JMX is validated, and
 * then used as a whole. Loaded once the application serves.
 */
package io.tokenrelay.agent.main.rollout;
