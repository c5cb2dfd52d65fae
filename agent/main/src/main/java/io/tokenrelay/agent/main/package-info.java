/**
 * The wiring: reads what the operator set, puts the parts together, starts and stops them. Imports
 * everything but the command line; imported by nothing else.
 */
package io.tokenrelay.agent.main;
