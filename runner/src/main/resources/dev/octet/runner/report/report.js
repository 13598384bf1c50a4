(function () {
  'use strict';
  document.documentElement.classList.add('scripted');
  document.querySelectorAll('[data-filter]').forEach(function (field) {
    var list = document.getElementById(field.dataset.filter);
    field.addEventListener('input', function () {
      var wanted = field.value.trim().toLowerCase();
      list.querySelectorAll('[data-name]').forEach(function (one) {
        one.hidden = one.dataset.name.toLowerCase().indexOf(wanted) < 0;
      });
    });
  });
  document.querySelectorAll('[data-only]').forEach(function (box) {
    box.addEventListener('change', function () {
      document.querySelectorAll('#layer-table tbody tr').forEach(function (row) {
        row.hidden = box.checked && !row.classList.contains(box.dataset.only);
      });
    });
  });
})();
