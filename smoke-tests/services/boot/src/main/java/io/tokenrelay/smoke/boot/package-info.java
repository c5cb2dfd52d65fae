/**
 * The web application as one of Spring Boot. It speaks javax; each line's build makes of it what
 * that line speaks.
 */
package io.tokenrelay.smoke.boot;
