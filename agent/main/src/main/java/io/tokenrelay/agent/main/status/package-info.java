/**
 * What the running agent tells of itself: JMX, OpenTelemetry, and a port on this machine. All of it
 * comes up outside premain.
 */
package io.tokenrelay.agent.main.status;
