/**
 * The policies and switches that follow from the configuration, and what is reported about it: at
 * start, and by the command check.
 */
package io.tokenrelay.agent.main.findings;
