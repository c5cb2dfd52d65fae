/** How much an estate needs as it grows: what things cost on this machine, and the formulas. */
package io.tokenrelay.agent.main.capacity;
