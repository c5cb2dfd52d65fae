/**
 * What the configuration makes of policies and switches, and what is to be said of it: at start,
 * and by the command check.
 */
package io.tokenrelay.agent.main.findings;
