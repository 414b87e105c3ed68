"use strict";

/** An update comes twice a second; a server that is silent for longer is lost. */
const SILENCE_MILLIS = 5000;

const RETRY_MILLIS = 2000;

const STATES = {
	STOPPED: "Not connected",
	CONNECTING: "Connecting",
	OPEN: "Open",
	BACKING_OFF: "Waiting to connect again",
	FAILED: "Given up"
};

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const priceFormat = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 6 });
const changeFormat = new Intl.NumberFormat(undefined,
	{ minimumFractionDigits: 2, maximumFractionDigits: 6, signDisplay: "exceptZero" });
const percentFormat = new Intl.NumberFormat(undefined,
	{ style: "percent", minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: "exceptZero" });
const numberFormat = new Intl.NumberFormat();
const timeFormat = new Intl.DateTimeFormat(undefined,
	{ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

const element = (id) => document.getElementById(id);
const rows = new Map();

let source;
let silence;
let lastUpdate;

function follow() {
	source = new EventSource("events");
	source.onmessage = (event) => {
		lastUpdate = new Date();
		hideNotice();
		watchSilence();
		show(JSON.parse(event.data));
	};
	source.onerror = lost;
	watchSilence();
}

function watchSilence() {
	clearTimeout(silence);
	silence = setTimeout(lost, SILENCE_MILLIS);
}

function lost() {
	source.close();
	clearTimeout(silence);
	showNotice();
	setTimeout(follow, RETRY_MILLIS);
}

function showNotice() {
	const what = lastUpdate ? "What you see is of " + time(lastUpdate) + "." : "";
	setText(element("notice"), "This page has lost its server and keeps trying to reach it. " + what);
	element("notice").hidden = false;
	setState("NONE", "Unknown");
	document.body.classList.add("stale");
}

function hideNotice() {
	element("notice").hidden = true;
}

function show(update) {
	showConnection(update.connection);
	setText(element("last-message"), update.lastMessage ?? "–");
	if (update.snapshot) {
		clearRows();
	}
	update.prices.forEach(showPrice);
	setText(element("count"), rows.size ? "of " + rows.size + (rows.size === 1 ? " symbol" : " symbols") : "");
	document.body.classList.toggle("stale", update.connection.state !== "OPEN");
}

function showConnection(connection) {
	setState(connection.state, STATES[connection.state] ?? connection.state);
	setText(element("url"), connection.url);
	setText(element("since"), time(connection.since));
	setText(element("rate"), numberFormat.format(connection.messagesPerSecond));
	setText(element("round-trip"),
		connection.roundTripMillis == null ? "–" : connection.roundTripMillis.toFixed(2) + " ms");
	setText(element("failure"), connection.lastFailure ? words(connection.lastFailure) : "None");
}

// constants become words, names of exceptions stay as they are
function words(summary) {
	const text = summary.replaceAll(/\b[A-Z][A-Z_]+\b/g, (constant) => constant.toLowerCase().replaceAll("_", " "));
	return text.charAt(0).toUpperCase() + text.slice(1);
}

function setState(state, text) {
	element("state").dataset.state = state;
	setText(element("state-text"), text);
}

function showPrice(price) {
	const row = rows.get(price.symbol) ?? addRow(price.symbol);
	const change = price.value - price.first;
	const moved = row.value === undefined ? 0 : price.value - row.value;
	row.value = price.value;
	setText(row.price, priceFormat.format(price.value));
	setText(row.absolute, changeFormat.format(change));
	setText(row.percent, arrow(change) + " " + (price.first ? percentFormat.format(change / price.first) : "–"));
	row.change.className = "number " + direction(change);
	setText(row.time, time(price.time));
	flash(row.price, moved);
}

function arrow(change) {
	return change > 0 ? "▲" : change < 0 ? "▼" : "•";
}

function direction(change) {
	return change > 0 ? "up" : change < 0 ? "down" : "";
}

function flash(cell, moved) {
	if (moved !== 0 && !calm.matches) {
		const color = "var(--flash-" + direction(moved) + ")";
		cell.animate([{ backgroundColor: color }, { backgroundColor: "transparent" }], 900);
	}
}

function addRow(symbol) {
	const line = document.createElement("tr");
	const row = {
		line,
		symbol: cell(line, "th", ""),
		price: cell(cell(line, "td", "number"), "span", "price"),
		change: cell(line, "td", "number"),
		time: cell(line, "td", "number time")
	};
	row.symbol.scope = "row";
	setText(row.symbol, symbol);
	row.absolute = cell(row.change, "span", "absolute");
	row.change.append(" ");
	row.percent = cell(row.change, "span", "percent");
	insertSorted(symbol, row);
	return row;
}

function cell(parent, name, className) {
	const child = document.createElement(name);
	child.className = className;
	parent.append(child);
	return child;
}

function insertSorted(symbol, row) {
	const next = [...rows.keys()].filter((other) => other > symbol).sort()[0];
	if (rows.size === 0) {
		element("rows").replaceChildren();
	}
	element("rows").insertBefore(row.line, next === undefined ? null : rows.get(next).line);
	rows.set(symbol, row);
}

function clearRows() {
	if (rows.size > 0) {
		rows.clear();
		const line = document.createElement("tr");
		const empty = cell(line, "td", "empty");
		empty.colSpan = 4;
		setText(empty, "No prices yet.");
		element("rows").replaceChildren(line);
	}
}

/** Only what differs is written, so that screen readers and the browser rest. */
function setText(target, text) {
	if (target.textContent !== text) {
		target.textContent = text;
	}
}

function time(instant) {
	return timeFormat.format(new Date(instant));
}

follow();
