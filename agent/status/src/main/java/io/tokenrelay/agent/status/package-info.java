/**
 * How the running agent is monitored: JMX, OpenTelemetry, and a local port. All of it starts
 * outside premain.
 */
package io.tokenrelay.agent.status;
