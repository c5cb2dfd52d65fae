/**
 * The wiring: reads what the operator set, puts the parts together, starts and stops them. Imports
 * everything; imported by nothing.
 */
package io.tokenrelay.agent.main;
