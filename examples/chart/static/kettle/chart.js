"use strict";
// What stands behind dj-hook="Chart": Chart.js draws, the server says what.

class KettleChart {
  mounted() {
    const style = getComputedStyle(this.el);
    this.chart = new Chart(this.el.querySelector("canvas"), {
      type: "line",
      data: { labels: [], datasets: [{ data: [], borderColor: style.getPropertyValue("--line"), pointRadius: 0, tension: 0.3 }] },
      options: {
        color: style.color,
        maintainAspectRatio: false,
        // A point every quarter of a second needs no movement of its own, and who asked for less movement gets none.
        animation: false,
        plugins: { legend: { display: false } },
        scales: {
          x: { ticks: { color: style.color, maxTicksLimit: 8, callback: (at) => `${this.chart.data.labels[at]} s` } },
          y: { ticks: { color: style.color, callback: (value) => `${value} °C` }, suggestedMin: 0, suggestedMax: 100 },
        },
      },
    });
    // What is pushed before the history is here is in the history.
    this.handleEvent("measured", (point) => this.loaded && this.add([point]));
    this.load();
  }

  // The server may have begun the page anew.
  reconnected() {
    this.load();
  }

  destroyed() {
    this.chart.destroy();
  }

  async load() {
    this.loaded = false;
    const points = await this.pushEvent("history");
    this.loaded = true;
    this.chart.data.labels = [];
    this.chart.data.datasets[0].data = [];
    this.add(points);
  }

  add(points) {
    const { labels, datasets } = this.chart.data;
    for (const { second, degrees } of points) {
      labels.push(second);
      datasets[0].data.push(degrees);
    }
    const surplus = Math.max(0, labels.length - 240);
    labels.splice(0, surplus);
    datasets[0].data.splice(0, surplus);
    this.chart.update();
  }
}

window.djust ??= {};
djust.hooks = { ...djust.hooks, Chart: KettleChart };
