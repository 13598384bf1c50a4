(function () {
  'use strict';
  document.documentElement.classList.add('scripted');
  document.querySelectorAll('[data-filter]').forEach(function (field) {
    var list = document.getElementById(field.dataset.filter);
    var all = list.querySelectorAll('[data-name]');
    var count = document.getElementById(field.dataset.filter + '-count');
    function filter() {
      var wanted = field.value.trim().toLowerCase();
      var shown = 0;
      all.forEach(function (one) {
        one.hidden = one.dataset.name.toLowerCase().indexOf(wanted) < 0;
        shown += one.hidden ? 0 : 1;
      });
      count.textContent = shown + ' of ' + all.length;
    }
    field.addEventListener('input', filter);
    filter();
  });
  document.querySelectorAll('[data-only]').forEach(function (box) {
    function filter() {
      document.querySelectorAll('#layer-table tbody tr').forEach(function (row) {
        row.hidden = box.checked && !row.classList.contains(box.dataset.only);
      });
    }
    box.addEventListener('change', filter);
    filter();
  });
})();
