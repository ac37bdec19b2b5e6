/**
 * Text for machines and for people: JSON, what is harmless to print, figures, durations and sizes. Begin with
 * {@link sse.text.Harmless}. Not exported; no threads, no network.
 */
package sse.text;
